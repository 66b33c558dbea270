//! What work costs, apart from what else the machine does.

/// Seconds of CPU time that this thread has had.
#[cfg(unix)]
pub fn seconds() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
}

/// Seconds since the first call: the system does not say more in the same way.
#[cfg(not(unix))]
pub fn seconds() -> f64 {
    static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGUN.elapsed().as_secs_f64()
}
