import Framing
import Messages
import Session

/// A subscription that outlives cuts: it goes on from the last event that was handed over, and
/// tells nothing twice (SPEC W-111).
///
/// Events wait here for one consumer. Where he is slow nothing more is read, and the daemon tells
/// RESYNC in the end.
public actor EventFeed {
    private let caller: DirectCaller
    private var place: EventPlace
    private var events: [FileEvent] = []
    private var failure: ClientError?
    private var pump: Task<Void, Never>?
    private var stream: ClientStream?
    private var consumer: CheckedContinuation<Void, Never>?
    private var producer: CheckedContinuation<Void, Never>?

    /// Makes a feed; it subscribes when it is first asked.
    public init(_ caller: DirectCaller, after place: EventPlace = EventPlace()) {
        self.caller = caller
        self.place = place
    }

    /// The events that came since the last call, or the first ones that come within a time; none
    /// where the time is up.
    ///
    /// - Throws: once, what keeps the events from coming. After an error of the line the feed goes
    ///   on by itself; after another one it begins again with the next call.
    public func next(withinMilliseconds limit: Int64) async throws(ClientError) -> [FileEvent] {
        if pump == nil { pump = Task { await run() } }
        if events.isEmpty, failure == nil { await wait(limit) }
        if events.isEmpty, let failure {
            self.failure = nil
            throw failure
        }
        defer {
            events = []
            producer?.resume()
            producer = nil
        }
        return events
    }

    /// Ends the subscription.
    public func end() {
        pump?.cancel()
        stream?.cancel()
        producer?.resume()
        producer = nil
        wake()
    }

    private func wait(_ milliseconds: Int64) async {
        let timer = Task {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            if !Task.isCancelled { wake() }
        }
        await withCheckedContinuation { continuation in
            wake()
            consumer = continuation
        }
        timer.cancel()
    }

    private func wake() {
        consumer?.resume()
        consumer = nil
    }

    // MARK: - Subscribing

    private func run() async {
        var backoff = Backoff(caller.policy)
        while !Task.isCancelled {
            let before = place
            do throws(StreamEnd) {
                try await subscribe()
            } catch {
                switch error {
                case .cut(let lost): failure = ClientError(connection: lost)
                case .failed(let failed): failure = failed
                }
            }
            if let failure {
                wake()
                guard Patience.isPassing(failure.code) else { break }
            }
            if place != before { backoff = Backoff(caller.policy) }
            let pause = backoff.next(least: Int64(failure?.retryAfterMilliseconds ?? 0))
            try? await Task.sleep(for: .milliseconds(pause))
        }
        pump = nil
    }

    /// One subscription, until the daemon ends it.
    private func subscribe() async throws(StreamEnd) {
        var request = WireSubscribeRequest()
        if let position = place.position { request.afterPosition = position }
        request.dueAfterMs = place.dueMilliseconds
        let line = try await caller.begin(.subscribe, MessageCodec.encode(request))
        defer {
            line.pulse.cancel()
            stream = nil
        }
        line.stream.finish()
        stream = line.stream
        if Task.isCancelled { line.stream.cancel() }
        failure = nil
        var content: [UInt8] = []
        while let piece = try await line.read() {
            content += piece
            guard let messages = Delimited.take(from: &content) else {
                line.stream.cancel()
                throw .failed(ClientError(.badAnswer))
            }
            for message in messages {
                let event = try? MessageCodec.decode(WireEvent.self, from: message)
                if let event, case .UNRECOGNIZED = event.kind {
                    // Of a later version: no other kind is taken for it (SPEC W-57).
                    place.pass(event.position)
                    continue
                }
                guard let event, let kind = FileEvent.Kind(event) else {
                    line.stream.cancel()
                    throw .failed(ClientError(.badAnswer))
                }
                if let told = place.take(kind, position: event.position) { events.append(told) }
            }
            if !events.isEmpty { wake() }
            while events.count >= ClientLimits.eventsMax, !Task.isCancelled {
                await withCheckedContinuation { producer = $0 }
            }
        }
    }
}
