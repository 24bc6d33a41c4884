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
    let Some(pool) = pool_for(items.len(), threads) else {
        return items.iter().map(work).collect();
    };
    let slots = slots(items.iter().map(|_| None));
    pool.install(|| each(slots.len(), &|k| put(&slots[k], work(&items[k]))));
    slots.into_iter().filter_map(take).collect()
}

/// Calls `work` once with every item, in any order.
pub fn for_each<T: Send>(items: Vec<T>, threads: usize, work: impl Fn(T) + Sync + Send) {
    let Some(pool) = pool_for(items.len(), threads) else {
        return items.into_iter().for_each(work);
    };
    let slots = slots(items.into_iter().map(Some));
    pool.install(|| {
        each(slots.len(), &|k| {
            let item = slots[k].lock().unwrap_or_else(PoisonError::into_inner).take();
            item.into_iter().for_each(&work);
        });
    });
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
    let Some(pool) = pool_for(items.len(), threads) else {
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
    let slots = slots(items.iter().map(|_| None));
    if !each_watched(&pool, slots.len(), &|k| put(&slots[k], work(&items[k])), watch) {
        pools(|pools| pools.remove(&(std::process::id(), threads)));
        return None;
    }
    Some(slots.into_iter().filter_map(take).collect())
}

/// Where each item, or its result, lies while threads work: pieces of work are few and large, their locks cost nothing.
type Slot<T> = Mutex<Option<T>>;

fn slots<T>(items: impl Iterator<Item = Option<T>>) -> Vec<Slot<T>> {
    items.map(Mutex::new).collect()
}

fn put<T>(slot: &Slot<T>, result: T) {
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
}

fn take<T>(slot: Slot<T>) -> Option<T> {
    slot.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Calls `work` with every number below `count`, on the threads of the pool that this is called in. What is generic
/// stays outside, so that rayon's code for it is made once.
fn each(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().with_max_len(1).for_each(work);
}

/// [`each`] on `pool`, until `watch` says false; then false too, once what was begun is done.
fn each_watched(
    pool: &ThreadPool,
    count: usize,
    work: &(dyn Fn(usize) + Sync),
    watch: &mut dyn FnMut() -> bool,
) -> bool {
    let stopped = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let (working, finished) = channel::<()>();
        let stopped = &stopped;
        scope.spawn(move |_| {
            each(count, &|k| {
                if !stopped.load(Ordering::Relaxed) {
                    work(k);
                }
            });
            drop(working);
        });
        while finished.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
            if !watch() {
                stopped.store(true, Ordering::Relaxed);
                break;
            }
        }
    });
    !stopped.into_inner()
}

/// The pool where there is something to share out.
fn pool_for(items: usize, threads: usize) -> Option<Arc<ThreadPool>> {
    (threads > 1 && items > 1).then(|| pool(threads)).flatten()
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
