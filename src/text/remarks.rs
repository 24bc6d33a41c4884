//! Tables without their remarks: who reads the source needs them, and whoever downloads a wheel does not.

/// `include_str!` of a table, less the lines that begin with `#`.
macro_rules! without_remarks {
    ($table:expr) => {{
        const TABLE: &str = $table;
        const KEPT: [u8; $crate::text::remarks::kept(TABLE)] = $crate::text::remarks::strip(TABLE);
        match str::from_utf8(&KEPT) {
            Ok(table) => table,
            // Whole lines were taken out.
            Err(_) => "",
        }
    }};
}
pub(crate) use without_remarks;

/// How many bytes of a table are no remarks.
pub(crate) const fn kept(table: &str) -> usize {
    let (bytes, mut at, mut count) = (table.as_bytes(), 0, 0);
    while at < bytes.len() {
        let end = line_end(bytes, at);
        if bytes[at] != b'#' {
            count += end - at;
        }
        at = end;
    }
    count
}

/// What is left of a table without its remarks, which are `N` bytes.
pub(crate) const fn strip<const N: usize>(table: &str) -> [u8; N] {
    let (bytes, mut at, mut kept, mut count) = (table.as_bytes(), 0, [0; N], 0);
    while at < bytes.len() {
        let end = line_end(bytes, at);
        let remark = bytes[at] == b'#';
        while at < end {
            if !remark {
                kept[count] = bytes[at];
                count += 1;
            }
            at += 1;
        }
    }
    kept
}

/// Where the line at `at` ends, its line feed included.
const fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    if at < bytes.len() { at + 1 } else { at }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_lines_that_begin_with_a_sign_are_left_out() {
        assert_eq!(without_remarks!("# one\n\na # b\n#\nc"), "\na # b\nc");
        assert_eq!(without_remarks!("a\n# one"), "a\n");
        assert_eq!(without_remarks!(""), "");
    }
}
