import Basics

@testable import MadarClient

/// Where an act went.
struct Effect: Equatable {
    let file: FileID
    let act: ActID
    let sequence: UInt64
}

/// What clients were told of each thing they wanted done, to be held against what the store has.
final class Register {
    private enum Report: Equatable {
        case done(Effect)
        case refused
        /// The client said that nothing was done, and its user dropped it.
        case notExecuted
        /// Nobody can tell any more; a person decides.
        case undecided
    }

    private var markers: [[UInt8]: String] = [:]
    private var reports: [String: Report] = [:]
    private(set) var violations: [String] = []
    private(set) var doneCount = 0

    func entered(_ marker: String, _ key: [UInt8]) { markers[key] = marker }
    func marker(of key: [UInt8]?) -> String { key.flatMap { markers[$0] } ?? "?" }
    func isSettled(_ marker: String) -> Bool { reports[marker] != nil }
    func violated(_ what: String) { violations.append(what) }

    func done(_ marker: String, _ effect: Effect) {
        if case .done(let earlier) = reports[marker], earlier != effect {
            violated("\(marker) was answered twice, and not alike")
        }
        doneCount += 1
        reports[marker] = .done(effect)
    }

    func refused(_ marker: String) { report(marker, .refused) }
    func gaveUp(_ marker: String) { report(marker, .notExecuted) }
    /// Doubt claims nothing.
    ///
    /// Where a client died between hearing that it was done and writing that
    /// down, and the key was too old when it came back, what was done is still held against the
    /// store.
    func undecided(_ marker: String) {
        if case .done = reports[marker] { return }
        report(marker, .undecided)
    }

    private func report(_ marker: String, _ report: Report) {
        if let earlier = reports[marker], earlier != report {
            violated("\(marker) was \(earlier) and then \(report)")
        }
        reports[marker] = report
    }

    /// An error that no network and no crash explains: one of the two ends is wrong.
    func judge(_ error: ClientError) {
        switch error.code {
        case .operationMismatch, .badMessage, .operationKeyRequired, .unknownMethod,
            .protocolViolation, .permission, .storageFault, .memoryNotLocked, .badAnswer,
            .noCommonVersion:
            violated("a right client got \(error.code.rawValue)")
        default: break
        }
    }

    /// Holds what clients were told against what is stored.
    func compare(_ effects: [String: [Effect]], _ wanted: [String]) {
        for marker in wanted {
            let stored = effects[marker] ?? []
            if stored.count > 1 { violated("\(marker) took effect \(stored.count) times") }
            switch reports[marker] {
            case .done(let effect):
                if stored != [effect] { violated("\(marker) was done, and stored otherwise") }
            case .refused, .notExecuted:
                if !stored.isEmpty { violated("\(marker) was not done, and is stored") }
            case .undecided: break
            case nil: violated("\(marker) never came to an end")
            }
        }
        for marker in effects.keys where !wanted.contains(marker) {
            violated("\(marker) is stored, and nobody wanted it")
        }
    }
}
