internal import Basics
internal import Dossiers
internal import Store
internal import Vault

/// Why a step of a job that goes on between calls was not taken; nothing was kept of it.
enum StepFailure {
    /// The disk has no room.
    case disk
    /// Something is not as it was written.
    case damaged
    /// It may be otherwise at another time.
    case forNow
}

/// Steps of jobs that the daemon goes on with by itself.
enum JobStep {
    /// Takes one; nil where it was taken.
    static func take(of ledger: Ledger, _ step: () throws -> Void) -> StepFailure? {
        do {
            guard ledger.store.space == .normal else { throw StoreError.diskFull }
            try step()
            return nil
        } catch StoreError.diskFull, VaultError.store(.diskFull) {
            return .disk
        } catch let error where error.isDamage && (error is VaultError || error is StoreError) {
            return .damaged
        } catch {
            return .forNow
        }
    }

    /// How long a step and the rest after it take, so that callers are served: a third of the time at
    /// most goes into steps.
    static func rest(after begun: Instant, until ended: Instant) -> Range<Instant> {
        let spent = max(0, ended.milliseconds - begun.milliseconds)
        return
            begun..<Instant(
                milliseconds: begun.milliseconds + spent * 100 / OperationsLimits.dutyPercent)
    }
}

extension Error {
    /// Whether something is not as it was written, and will not be at another time.
    var isDamage: Bool {
        switch (self as? StoreError, self as? VaultError) {
        case (.damaged, _), (_, .store(.damaged)): true
        case (.some, _), (_, .store): false
        default: true
        }
    }
}
