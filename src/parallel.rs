//! Work spread over threads: the only file that names rayon.
//!
//! Results come back in the order of the work, whatever the number of threads, so that nothing downstream can depend
//! on it. Threads live in pools that are kept between calls; after a `fork` the child makes its own.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, Result};

/// The environment variable that sets the number of threads where a call does not.
pub const THREADS_VARIABLE: &str = "NEWSCORE_NUM_THREADS";

/// How often work that is watched looks up.
const PAUSE: Duration = Duration::from_millis(50);

/// How many threads a call gets: what it asks for, else [`THREADS_VARIABLE`], else one a core.
///
/// # Errors
/// Zero, or a variable that is not a number.
pub fn thread_count(asked: Option<usize>) -> Result<usize> {
    let count = match (asked, std::env::var(THREADS_VARIABLE)) {
        (Some(count), _) => count,
        (None, Ok(value)) if !value.trim().is_empty() => value
            .trim()
            .parse()
            .map_err(|_| Error::bad_option(THREADS_VARIABLE, value, "it must be a whole number of threads"))?,
        _ => std::thread::available_parallelism().map_or(1, Into::into),
    };
    if count == 0 {
        return Err(Error::bad_option("n_threads", "0", "it must be at least 1"));
    }
    Ok(count)
}

/// Cuts `items` into runs of neighbouring items that weigh about `target` each (at least one item a run).
///
/// Work is cut by weight, usually bytes, because a corpus mixes texts of a hundred bytes and of a hundred megabytes.
pub fn runs<T>(items: &[T], target: usize, weight: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut sum = 0;
    for (k, item) in items.iter().enumerate() {
        sum += weight(item);
        if sum >= target {
            out.push(&items[start..=k]);
            start = k + 1;
            sum = 0;
        }
    }
    if start < items.len() {
        out.push(&items[start..]);
    }
    out
}

/// Calls `work` on every item and returns the results in the items' order.
///
/// With one thread, or one item, everything happens on the calling thread.
pub fn map<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if threads == 1 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    match pool(threads) {
        Some(pool) => pool.install(|| items.par_iter().with_max_len(1).map(work).collect()),
        None => items.iter().map(work).collect(),
    }
}

/// Calls `work` once with every item, in any order.
pub fn for_each<T: Send>(items: Vec<T>, threads: usize, work: impl Fn(T) + Sync + Send) {
    match (threads > 1 && items.len() > 1).then(|| pool(threads)).flatten() {
        Some(pool) => pool.install(|| items.into_par_iter().with_max_len(1).for_each(work)),
        None => items.into_iter().for_each(work),
    }
}

/// [`map`], with an eye on something else: some twenty times a second, `watch` is called on the calling thread. Once it
/// says false no further item is begun, those begun are waited for, and the result is `None`; then the threads end too.
///
/// Not for work that itself runs on this module's threads: two such waits would wait for each other.
pub fn map_watched<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync + Send,
    watch: &mut dyn FnMut() -> bool,
) -> Option<Vec<R>> {
    let pool = (threads > 1 && items.len() > 1).then(|| pool(threads)).flatten();
    let Some(pool) = pool else {
        let mut looked = Instant::now();
        return items
            .iter()
            .map(|item| {
                if looked.elapsed() >= PAUSE {
                    looked = Instant::now();
                    if !watch() {
                        return None;
                    }
                }
                Some(work(item))
            })
            .collect();
    };
    let stopped = AtomicBool::new(false);
    let mut done = None;
    pool.in_place_scope(|scope| {
        let (working, finished) = channel::<()>();
        let (done, stopped) = (&mut done, &stopped);
        scope.spawn(move |_| {
            let work = |item| (!stopped.load(Ordering::Relaxed)).then(|| work(item));
            *done = items.par_iter().with_max_len(1).map(work).collect();
            drop(working);
        });
        while finished.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
            if !watch() {
                stopped.store(true, Ordering::Relaxed);
                break;
            }
        }
    });
    if stopped.into_inner() {
        pools(|pools| pools.remove(&(std::process::id(), threads)));
        return None;
    }
    done
}

/// The pools by process and number of threads. Threads do not survive a fork: a pool is known by the process that made
/// it, and those that a parent made are left alone, for dropping one would wait for threads that are not there.
type Pools = HashMap<(u32, usize), Arc<ThreadPool>>;

fn pools<R>(work: impl FnOnce(&mut Pools) -> R) -> R {
    static POOLS: Mutex<Option<Pools>> = Mutex::new(None);
    work(POOLS.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// The pool of `threads` threads of this process; `None` where the system gives no threads.
fn pool(threads: usize) -> Option<Arc<ThreadPool>> {
    pools(|pools| {
        let key = (std::process::id(), threads);
        if let Some(pool) = pools.get(&key) {
            return Some(Arc::clone(pool));
        }
        let name = |k| format!("newscore-{k}");
        let pool = Arc::new(ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build().ok()?);
        pools.insert(key, Arc::clone(&pool));
        Some(pool)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_whatever_the_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 5] {
            assert_eq!(map(&items, threads, |k| k * 2), items.iter().map(|k| k * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn watched_work_gives_the_same_and_stops_when_told() {
        let items: Vec<usize> = (0..1000).collect();
        let slow = |k: &usize| {
            std::thread::sleep(Duration::from_millis(1));
            k * 2
        };
        for threads in [1, 2, 5] {
            let mut looks = 0;
            let all = map_watched(&items, threads, |k| k * 2, &mut || true);
            assert_eq!(all, Some(items.iter().map(|k| k * 2).collect()));
            let stopped = map_watched(&items, threads, slow, &mut || {
                looks += 1;
                looks < 2
            });
            assert_eq!((stopped, looks), (None, 2));
        }
    }

    #[test]
    fn runs_hold_every_item_once() {
        let items = [5, 1, 1, 1, 9, 0, 2];
        let cut = runs(&items, 3, |&k| k);
        assert_eq!(cut.concat(), items);
        assert_eq!(cut, [&[5][..], &[1, 1, 1], &[9], &[0, 2]]);
        assert!(runs(&[] as &[usize], 3, |&k| k).is_empty());
    }

    #[test]
    fn zero_threads_are_refused_by_name() {
        let error = thread_count(Some(0)).expect_err("zero");
        assert!(error.to_string().contains("n_threads=0"), "{error}");
    }
}
