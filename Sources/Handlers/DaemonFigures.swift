public import Basics
internal import Dossiers
internal import Operations
internal import Registry

/// What the daemon tells of itself without being called: states and counts, never content.
public struct DaemonFigures: Sendable {
    /// Whether keys are being changed.
    public enum Rotation: String, Sendable {
        case none, running, paused
    }

    /// How the newest backup stands.
    public enum Backup: String, Sendable {
        case none, made, running, failed
    }

    /// Whether the keys are in memory.
    public let isUnsealed: Bool
    /// How many leaves the log has.
    public let leafCount: UInt64
    /// How many leaves wait for an unsealing.
    public let pendingLeaves: UInt64
    /// Whether the disk has room for writes.
    public let isWritable: Bool
    /// How many groups were committed that wrote something.
    public let commitCount: UInt64
    /// How long their commits took together, in seconds.
    public let commitSeconds: Double
    /// How many calls that stream both ways there are.
    public let streamCount: Int
    /// Whether keys are being changed.
    public let rotation: Rotation
    /// When the newest backup was begun; nil where there is none.
    public let newestBackup: Instant?
    /// Whether a backup is being made.
    public let isBackupRunning: Bool
    /// Whether the last backup failed.
    public let hasBackupFailed: Bool
    /// Whether the kernel refused to lock memory for keys since the process started.
    public let wasLockRefused: Bool

    /// How the newest backup stands, in one word.
    public var backup: Backup {
        if isBackupRunning { return .running }
        if hasBackupFailed { return .failed }
        return newestBackup == nil ? .none : .made
    }
}

extension UseCases {
    /// Whether the keys are in memory.
    public var isUnsealed: Bool { dossiers.isUnsealed }

    /// Counts what the daemon tells of itself.
    ///
    /// - Throws: `StoreError`.
    public func figures() throws -> DaemonFigures {
        let report = try StoreReport(dossiers)
        let isPaused =
            rotations.jobs.contains { $0.state == .paused }
            || indexRotation.job?.state == .paused
            || logRotation.job?.state == .paused
            || renewals.job?.state == .paused
        return DaemonFigures(
            isUnsealed: report.isUnsealed, leafCount: report.logSize,
            pendingLeaves: UInt64(report.pendingLeaves), isWritable: report.disk == .normal,
            commitCount: report.commits.count, commitSeconds: report.commits.seconds,
            streamCount: streams.count,
            rotation: runningCount > 0 ? .running : isPaused ? .paused : .none,
            newestBackup: dossiers.registry.backupPlan?.backups.last?.at,
            isBackupRunning: backups.running != nil, hasBackupFailed: backups.failure != nil,
            wasLockRefused: StoreReport.wasLockRefused)
    }
}
