import Basics
import Registry
import Testing

@testable import Operations

@Suite struct DoctorTests {
    private static let now = Instant(milliseconds: 1_767_323_045_000)

    /// A machine on which nothing is wrong, with a daemon.
    private var machine: Machine {
        var machine = Machine(lock: "/nothing", isClockSynchronised: true, now: Self.now)
        machine.isDaemonRunning = true
        machine.hasSwap = false
        machine.isSwapForbidden = false
        machine.coreLimit = 0
        machine.corePattern = "core"
        machine.lockedMemoryLimit = nil
        return machine
    }

    private func kinds(_ change: (inout Machine) -> Void = { _ in }) -> Set<DoctorFinding.Kind> {
        var changed = machine
        change(&changed)
        return Set(Doctor.judge(changed).map(\.kind))
    }

    @Test func aMachineAsItShouldBeIsFine() {
        #expect(
            kinds() == [
                .daemonRuns, .swapOff, .coresForbidden, .lockedMemoryEnough, .clockSynchronised,
            ])
        #expect(Doctor.judge(machine).allSatisfy { $0.kind.level == .ok })
    }

    @Test func whatReachesTheRunningDaemonIsAFault() {
        #expect(kinds { $0.hasSwap = true }.contains(.swapReaches))
        #expect(kinds { ($0.hasSwap, $0.isSwapForbidden) = (true, true) }.contains(.swapForbidden))
        #expect(kinds { $0.coreLimit = .max }.contains(.coresAllowed))
        #expect(kinds { $0.lockedMemoryLimit = 65_536 }.contains(.lockedMemoryShort))
        #expect(kinds { $0.lockedMemoryLimit = 8 << 20 }.contains(.lockedMemoryEnough))
    }

    /// What holds for a shell says nothing of the unit.
    @Test func withoutADaemonTheSameIsANote() {
        let resting = kinds {
            ($0.isDaemonRunning, $0.hasSwap) = (false, true)
            ($0.coreLimit, $0.lockedMemoryLimit) = (nil, 65_536)
        }
        #expect(
            resting == [
                .daemonRests, .swapOn, .coresForbidden, .lockedMemoryShortHere,
                .clockSynchronised,
            ])
    }

    @Test func aClockIsWrongFreeOrKept() {
        #expect(kinds { $0.now = Instant(milliseconds: 0) }.contains(.clockWrong))
        #expect(kinds { $0.isClockSynchronised = false }.contains(.clockFree))
        #expect(kinds { $0.isClockSynchronised = nil }.contains(.clockFree))
    }

    @Test func foldersOfThePlanAreLookedFor() {
        var plan = BackupPlan(
            id: BackupPlanID(high: 1, low: 1), recipients: [], folder: "/", keyFolder: "/nowhere",
            hours: 24, keptCount: 3, proposer: .zero, proposed: Self.now)
        func found(_ plan: BackupPlan?, hours: Int64) -> [DoctorFinding] {
            Doctor.backups(
                plan, StoreFiles(folder: "/nothing"), now: Self.now.adding(seconds: hours * 3_600))
        }
        #expect(found(nil, hours: 0).map(\.kind) == [.backupsUnplanned])
        // Nothing was made yet.
        #expect(found(plan, hours: 0).map(\.kind).contains(.backupLate))
        plan.backups = [
            MadeBackup(
                at: Self.now, size: 1, leaf: 1, byteCount: 1, hash: [], keyringSequence: 1,
                folder: "/")
        ]
        #expect(
            found(plan, hours: 47) == [
                DoctorFinding(.backupFolderThere, "/"),
                DoctorFinding(.backupFolderMissing, "/nowhere"),
            ])
        #expect(found(plan, hours: 48).map(\.kind).contains(.backupLate))
    }
}
