import MadarClient

/// What one program watches; the feed is made at its first question and ends with its connection.
///
/// Watching counts as no use: a window that is left open keeps no key in memory.
actor Watch {
    private let desk: AgentDesk
    private var feed: EventFeed?

    init(_ desk: AgentDesk) { self.desk = desk }

    func next(from place: EventPlace?) async -> Result<[UInt8], ClientError> {
        if feed == nil { feed = desk.watch(from: place ?? EventPlace()) }
        guard let feed else { return .failure(ClientError(.watched)) }
        do throws(ClientError) {
            var bytes: [UInt8] = []
            for event in try await feed.next(withinMilliseconds: AgentLimits.watchMilliseconds) {
                LocalFrame.append(event.bytes, to: &bytes)
            }
            return .success(bytes)
        } catch {
            return .failure(error)
        }
    }

    func end() async {
        guard let feed else { return }
        self.feed = nil
        await feed.end()
        desk.endWatch()
    }
}
