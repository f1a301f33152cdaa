import Basics
import Framing
import Handlers
import Messages
import ProvinceSupport
import Synchronization
import Testing

/// A stream call as a connection would carry it: what was sent, and what came back.
///
/// It is used on the thread of its test alone, which is the keeper's too.
final class OpenCall: StreamPeer, @unchecked Sendable {
    struct Seen {
        var consumed = 0
        var hasBegun = false
        var content: [UInt8] = []
        var hasEnded = false
        var answer: OutgoingAnswer?
    }

    private static let count = Atomic<UInt64>(0)
    let id = StreamID(OpenCall.count.add(1, ordering: .relaxed).newValue)
    private(set) var seen = Seen()
    private let office: Office
    private let isReading: Bool

    /// Opens a call; one that does not read says `drained` only where the test does.
    init(
        _ office: Office, _ person: Person, _ method: WireMethod, _ payload: [UInt8] = [],
        session: UInt64 = 1, generation: UInt32 = 1, isReading: Bool = true,
        with signals: [StreamSignal] = []
    ) throws {
        self.office = office
        self.isReading = isReading
        let call = IncomingCall(
            method: UInt16(method.rawValue), expiresAt: nil, operationKey: nil, payload: payload,
            caller: .device(person.device, generation: generation),
            session: SessionID(high: 1, low: session),
            deliver: { [weak self] in self?.answer($0) })
        office.handlers.serve(
            [.stream(IncomingStream(id, call, peer: self))] + signals.map { .signal(id, $0) })
        run()
    }

    /// Hands a signal over and lets every stream go as far as it can.
    func send(_ signal: StreamSignal) {
        office.handlers.serve([.signal(id, signal)])
        run()
    }

    /// Lets every stream go as far as it can, as the keeper does.
    func run() {
        if isReading { office.handlers.serve([.signal(id, .drained)]) }
        while office.handlers.hasReadyStreams {
            office.handlers.serve([Arrival]())
            if isReading { office.handlers.serve([.signal(id, .drained)]) }
        }
    }

    /// The events that have come since the last look.
    func events() throws -> [WireEvent] {
        let content = seen.content
        seen.content = []
        return try #require(Delimited.split(content)).map {
            try MessageCodec.decode(WireEvent.self, from: Array($0))
        }
    }

    func consumed(_ byteCount: Int) { seen.consumed += byteCount }
    func begin() { seen.hasBegun = true }
    func write(_ bytes: [UInt8]) { seen.content += bytes }
    func end() { seen.hasEnded = true }
    func answer(_ answer: OutgoingAnswer) { seen.answer = answer }
}
