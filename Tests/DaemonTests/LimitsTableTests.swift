import Basics
import Dossiers
import Foundation
import Framing
import Merkle
import NIOCore
import Noise
import Operations
import Registry
import Session
import Testing
import Vault

@testable import Daemon
@testable import Handlers
@testable import MadarClient
@testable import Messages

/// A limit as a person wrote it here, and as the code has it.
private struct Limit {
    let name: String
    /// The numbers, in the units and the order of the specification's cell.
    let written: [Int]
    /// The constants that the code uses.
    let used: [Int]
}

private func limit(_ name: String, _ written: [Int], _ used: [Int]) -> Limit {
    Limit(name: name, written: written, used: used)
}

extension TimeAmount {
    fileprivate var wholeSeconds: Int { Int(nanoseconds / 1_000_000_000) }
}

/// The specification's table of limits holds what the code has, row by row (SPEC W-90).
@Suite struct LimitsTableTests {
    private static let session = SessionLimits()

    private static let table: [Limit] = [
        limit(
            "message 1, 2, 3", [88, 82, 162],
            [
                FramingLimits.firstMessageByteCount, FramingLimits.secondMessageByteCount,
                FramingLimits.thirdMessageByteCount,
            ]),
        limit(
            "plaintext of a frame", [16_384, 1_024],
            [FramingLimits.framePlaintextByteCountMax, FramingLimits.framePlaintextByteCountMin]),
        limit("least padded plaintext", [128], [FramingLimits.paddedByteCountMin]),
        limit(
            "ciphertext of a frame", [24, 16_400],
            [
                FramingLimits.ciphertextByteCountMin,
                FramingLimits.framePlaintextByteCountMax + FramingLimits.tagByteCount,
            ]),
        limit(
            "inner frame header; tag", [8, 16],
            [FramingLimits.innerHeaderByteCount, FramingLimits.tagByteCount]),
        limit("inner frames in a frame", [64], [FramingLimits.innerFramesPerFrameMax]),
        limit("message that one decode is given", [65_536], [FramingLimits.messageByteCountMax]),
        limit("content of a stream, one page", [1_048_576], [FramingLimits.pageByteCountMax]),
        limit("window of a stream at its start", [65_536], [Int(FramingLimits.windowByteCount)]),
        limit("credit of a stream", [2_147_483_647], [Int(FramingLimits.creditByteCountMax)]),
        limit(
            "DATA without END that does not count as a control frame", [256],
            [FramingLimits.smallDataByteCountMax]),
        limit("calls in flight on a connection", [32], [FramingLimits.streamsInFlightMax]),
        limit("stream", [2_147_483_647], [Int(FramingLimits.streamIDMax)]),
        limit("first eight bytes", [10], [session.preambleTimeout.wholeSeconds]),
        limit("the whole handshake", [20], [session.handshakeTimeout.wholeSeconds]),
        limit(
            "a frame that has begun", [30, 256, 10],
            [
                session.frameTimeout.wholeSeconds, session.frameGrowthByteCountMin,
                session.frameGrowthInterval.wholeSeconds,
            ]),
        limit("idle connection", [600], [session.idleTimeout.wholeSeconds]),
        limit("age of a connection", [43_200], [session.age.wholeSeconds]),
        limit("drain", [60], [session.drainTimeout.wholeSeconds]),
        limit(
            "unfinished handshakes", [256, 512, 64],
            [session.halfOpenDropCount, session.halfOpenCountMax, session.halfOpenReserveCount]),
        limit(
            "unfinished handshakes of a network", [64, 20, 40],
            [session.halfOpenPerNetworkMax, session.handshakesPerSecond, session.handshakesBurst]),
        limit(
            "a good handshake is remembered", [1, 8_192],
            [session.goodNetworkMemory.wholeSeconds / 3_600, session.networksMax]),
        limit("connections of a device", [2], [session.connectionsPerDeviceMax]),
        limit(
            "control frames", [200, 30],
            [session.controlFramesMax, session.controlFrameInterval.wholeSeconds]),
        limit(
            "cancels and errors of streams, together", [200, 30],
            [session.streamFaultsMax, session.streamFaultInterval.wholeSeconds]),
        limit("empty DATA without END in sequence", [1], [session.emptyDataSequenceMax]),
        limit(
            "answers waiting for credit, a connection", [4],
            [session.waitingByteCountMax / 1_048_576]),
        limit(
            "unsent bytes, a connection", [1, 30],
            [
                session.writeBufferHighByteCount / 1_048_576,
                session.slowConsumerTimeout.wholeSeconds,
            ]),
        limit(
            "deadline", [30_000, 120_000],
            [
                Int(FramingLimits.deadlineMillisecondsDefault),
                Int(FramingLimits.deadlineMillisecondsMax),
            ]),
        limit("frames between two re-keys", [1_024], [Int(NoiseLimits.rekeyFrameCount)]),
        limit("frames of a direction", [281_474_976_710_656], [Int(NoiseLimits.frameCountMax)]),
        limit("calls that wait in the daemon", [4_096], [DaemonLimits.waitingCallsMax]),
        limit(
            "operation keys", [30, 10_000, 256],
            [
                Int(BasicsLimits.operationKeyDays), VaultLimits.opKeysPerDevice,
                VaultLimits.opKeyAnswerByteCount,
            ]),
        limit(
            "calls of methods that stream both ways", [8, 2_048],
            [HandlerLimits.streamsPerConnectionMax, HandlerLimits.streamsMax]),
        limit("subscriptions of a connection", [1], [HandlerLimits.subscriptionsPerConnectionMax]),
        limit(
            "positions that a subscription may lag behind", [16_384],
            [Int(HandlerLimits.lagPositionsMax)]),
        limit(
            "what a subscription writes before it has left", [65_536],
            [HandlerLimits.writtenByteCountMax]),
        limit(
            "cursor", [192, 24],
            [MessageLimits.cursorByteCountMax, Int(HandlerLimits.cursorSeconds / 3_600)]),
        limit("an act's parts together", [65_472], [DossierLimits.actByteCount]),
        limit(
            "operation keys in one ACK_OPERATIONS", [200], [MessageLimits.acknowledgedKeysMax]),
        limit(
            "age of a pre-shared key at which it is renewed", [90],
            [Int(RegistryLimits.renewalSeconds / 86_400)]),
        limit("static keys of a daemon", [2], [BasicsLimits.daemonKeysMax]),
        limit(
            "life of an invitation; of an approval statement; of a change of rights that waits",
            [72, 7, 7],
            [
                Int(RegistryLimits.invitationHours), Int(OperationsLimits.approvalSeconds / 86_400),
                Int(RegistryLimits.proposalSeconds / 86_400),
            ]),
        limit("changes of rights that wait", [256], [RegistryLimits.proposalCount]),
        limit("acts of a file", [10_000], [Int(DossierLimits.actsPerFile)]),
        limit(
            "an attachment; one piece of it", [20_971_520, 65_536],
            [Int(MessageLimits.attachmentByteCountMax), VaultLimits.chunkByteCount]),
    ]

    /// Each row of the specification is here with the same numbers, and the code has them.
    @Test func limitsAreThoseOfTheCode() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.name) == Self.table.map(\.name), "rows and their order")
        for (row, limit) in zip(rows, Self.table) {
            #expect(Self.numbers(row.value) == limit.written, "\(row.name): \(row.value)")
        }
        for limit in Self.table {
            #expect(limit.used == limit.written, "\(limit.name)")
        }
        // Whole units lose nothing.
        #expect(Self.session.waitingByteCountMax == 4_194_304)
        #expect(Self.session.writeBufferHighByteCount == 1_048_576)
        #expect(RegistryLimits.renewalSeconds == 7_776_000)
        #expect(OperationsLimits.approvalSeconds == 604_800)
        #expect(RegistryLimits.proposalSeconds == 604_800)
        #expect(HandlerLimits.cursorSeconds == 86_400)
        #expect(Self.session.goodNetworkMemory == .hours(1))
    }

    /// What the table marks as told in WELCOME is what the front desk tells (SPEC W-31).
    @Test func welcomeTellsWhatTheTableSays() throws {
        let told = try Self.rows().filter(\.isTold).map(\.name)
        let welcome = FrontDesk(clock: { Instant(milliseconds: 1_767_323_045_000) }).welcome()
        let wanted: [(name: String, told: Int, number: Int)] = [
            ("plaintext of a frame", Int(welcome.frameByteCountMax), 16_384),
            ("message that one decode is given", Int(welcome.messageByteCountMax), 65_536),
            ("window of a stream at its start", Int(welcome.windowByteCount), 65_536),
            ("calls in flight on a connection", Int(welcome.streamsMax), 32),
            ("idle connection", Int(welcome.idleSeconds), 600),
            ("age of a connection", Int(welcome.ageSecondsMax), 43_200),
        ]
        #expect(told == wanted.map(\.name))
        for item in wanted { #expect(item.told == item.number, "\(item.name)") }
        #expect(welcome.operationEpoch == 20_455)
    }

    /// Numbers that the clauses name beside the table.
    @Test func limitsOutsideTheTable() {
        let methods = MethodTable.all
        let find = MethodTable.traits(69)
        let wanted: [Limit] = [
            limit(
                "W-15 first frame of a client", [1_024], [FramingLimits.earlyPlaintextByteCountMax]),
            limit("W-19 networks with a good handshake", [8], [Self.session.goodNetworkFactor]),
            limit(
                "W-26 FIND", [4_096, 5],
                [find?.bucketByteCount ?? 0, Int(find?.latencyMilliseconds ?? 0)]),
            limit("W-42 large grants", [32_768], [Int(FramingLimits.largeGrantByteCountMin)]),
            limit(
                "W-50 unsealing", [60_000], [Int(MethodTable.traits(33)?.deadlineMilliseconds ?? 0)]
            ),
            limit(
                "W-52 waits", [100, 1_000, 64],
                [
                    Int(DaemonLimits.inProgressMilliseconds),
                    Int(HandlerLimits.retryAfterMilliseconds), MessageLimits.fieldErrorsMax,
                ]),
            limit("W-55 operation key", [16], [OperationKey.byteCount]),
            limit("W-58 nesting", [8], [MessageLimits.depthMax]),
            limit(
                "W-60 requests", [16_384, 65_536],
                [
                    methods.map(\.requestByteCountMax).filter { $0 != 65_536 }.max() ?? 0,
                    methods.map(\.requestByteCountMax).max() ?? 0,
                ]),
            limit(
                "W-68 invitation", [259_200, 259_200],
                [
                    Int(HandlerLimits.invitationSecondsDefault),
                    Int(MessageLimits.invitationSecondsMax),
                ]),
            limit("W-68 name", [200], [RegistryLimits.nameByteCount]),
            limit("W-70, W-113 lists of people", [512], [MessageLimits.peoplePerListMax]),
            limit("W-71, W-113 lists of what waits", [256], [MessageLimits.requestsPerListMax]),
            limit(
                "W-73 passphrase", [12, 1_024],
                [
                    BasicsLimits.passphraseByteCountMin, BasicsLimits.passphraseByteCountMax,
                ]),
            limit("W-79 FIND", [20], [MessageLimits.candidatesMax]),
            limit(
                "W-236 searches", [60, 2_000, 20_000, 20, 2],
                [
                    HandlerLimits.searchesAtOnce, Int(HandlerLimits.searchMilliseconds),
                    HandlerLimits.registerSearchesAtOnce,
                    Int(HandlerLimits.registerSearchMilliseconds),
                    HandlerLimits.yearsOfRegisterMax,
                ]),
            limit(
                "W-80 pages", [50, 100, 1_000, 14],
                [
                    HandlerLimits.filesPerPageDefault, MessageLimits.filesPerPageMax,
                    HandlerLimits.countedMax, Int(HandlerLimits.dueHorizonSeconds / 86_400),
                ]),
            limit(
                "W-189 saved searches", [32, 64],
                [RegistryLimits.searchesPerMember, RegistryLimits.searchNameScalarCount]),
            limit("W-85 lines of signature", [16], [MerkleLimits.signaturesMax]),
            limit("W-116 absence", [366], [Int(RegistryLimits.absenceSeconds / 86_400)]),
            limit(
                "W-125 hand-over", [7, 256, 240, 240],
                [
                    Int(RegistryLimits.handOverSeconds / 86_400), RegistryLimits.handOverCount,
                    RegistryLimits.reasonByteCount, MessageLimits.handOverReasonByteCountMax,
                ]),
            limit("W-126 files of one call", [100], [HandlerLimits.filesPerHandOver]),
        ]
        for limit in wanted { #expect(limit.used == limit.written, "\(limit.name)") }
    }

    /// What a client keeps to by itself: small DATA on slow lines, and a heartbeat that adapts.
    @Test func limitsOfTheClient() {
        #expect(ClientLimits.pieceByteCount == 4_096)
        #expect(ClientLimits.heartbeatMilliseconds == 30_000...240_000)
        #expect(ClientLimits.wholePageByteCountMax == 983_036, "SPEC W-78: 1 MiB - 65,540")
        #expect(ClientLimits.acknowledgedAtOnceMax == 200)
        #expect(ClientLimits.daemonKeysMax == 2)
    }

    // MARK: - The specification

    private static func rows() throws -> [(name: String, value: String, isTold: Bool)] {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/SPEC.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        let start = try #require(text.range(of: "**W-90."))
        let end = try #require(text.range(of: "**W-91."))
        let cells = text[start.upperBound..<end.lowerBound].split(separator: "\n")
            .filter { $0.hasPrefix("|") }
            .map { line in
                line.split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
        // Before the first bar and after the last there is nothing; two lines are the heading.
        return try cells.dropFirst(2).map { cells in
            try #require(cells.count == 5, "\(cells)")
            return (cells[1], cells[2], cells[3] == "yes")
        }
    }

    /// The numbers of a cell, in their order: `16,400`, `2^48`, `2^31 − 1`; a clause's number is
    /// none.
    private static func numbers(_ cell: String) -> [Int] {
        cell.replacing(/\(W-\d+\)/, with: "")
            .matches(of: /(2\^)?(\d[\d,]*)( − 1)?/).compactMap { match in
                guard let number = Int(match.output.2.filter(\.isNumber)) else { return nil }
                guard match.output.1 != nil else { return number }
                return (1 << number) - (match.output.3 == nil ? 0 : 1)
            }
    }

    @Test func numbersAreReadFromCells() {
        #expect(Self.numbers("24 … 16,400 bytes") == [24, 16_400])
        #expect(Self.numbers("2^31 − 1 bytes") == [2_147_483_647])
        #expect(Self.numbers("64; begun: 20 a second (W-19)") == [64, 20])
    }
}
