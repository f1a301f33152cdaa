import Basics
import MadarClient
import Synchronization

/// The contents that are being fetched for programs that will show them; each is held, sealed,
/// and under its name only once it was compared with its act.
actor Fetches {
    private let carrier: any AttachmentCarrier
    private let keeper: any DeviceKeeper
    private var running: [AttachmentID: Fetch] = [:]

    /// One fetch: how much has come, and what it came to.
    private final class Fetch: Sendable {
        let byteCount = Atomic(0)
        let end = Mutex<Result<Void, ClientError>?>(nil)
        let nap = Nap()
    }

    init(carrier: any AttachmentCarrier, keeper: any DeviceKeeper) {
        self.carrier = carrier
        self.keeper = keeper
    }

    /// Begins a fetch, or looks after the one that is under way; how many bytes have come, or nil
    /// where the content is held.
    func fetch(
        _ place: AttachmentPlace, motive: String
    ) async throws(ClientError) -> Int? {
        if try await HeldContents(keeper).isHeld(place) { return nil }
        let fetch = running[place.id] ?? begin(place, motive)
        await fetch.nap.sleep(milliseconds: AgentLimits.fetchMilliseconds)
        guard let end = fetch.end.withLock({ $0 }) else {
            return fetch.byteCount.load(ordering: .relaxed)
        }
        running[place.id] = nil
        try end.get()
        return nil
    }

    private func begin(_ place: AttachmentPlace, _ motive: String) -> Fetch {
        let fetch = Fetch()
        running[place.id] = fetch
        Task { [carrier, keeper] in
            let writer = ContentWriter(place.attachment, keeper)
            do throws(ClientError) {
                try await carrier.download(place, motive: motive) { piece in
                    try await writer.write(piece)
                    fetch.byteCount.wrappingAdd(piece.count, ordering: .relaxed)
                }
                try await writer.finish()
                fetch.end.withLock { $0 = .success(()) }
            } catch {
                fetch.end.withLock { $0 = .failure(error) }
            }
            fetch.nap.wake()
        }
        return fetch
    }
}
