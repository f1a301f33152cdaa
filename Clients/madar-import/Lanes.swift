import Agent
import Commands
import MadarClient

/// Many calls at once: the agent answers the calls of one connection one after the other, so there
/// are as many connections as calls under way.
struct Lanes {
    private let lanes: [UserSession]

    /// Connects.
    init(_ context: Context) async throws {
        var lanes: [UserSession] = []
        for _ in 0..<ImportLimits.callsInFlight { lanes.append(try await UserSession(context)) }
        self.lanes = lanes
    }

    /// Works on items, in their order, until there are none or what took a result wants no more;
    /// what is under way then is awaited and taken too.
    func work<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item, DaemonClient) async -> Value,
        take: (Item, Value) async throws -> Bool
    ) async throws {
        try await withThrowingTaskGroup(of: (lane: Int, item: Item, value: Value).self) { group in
            var rest = items[...]
            func begin(_ lane: Int) {
                guard let item = rest.popFirst() else { return }
                let client = lanes[lane].client
                group.addTask { (lane, item, await work(item, client)) }
            }
            for lane in lanes.indices { begin(lane) }
            while let done = try await group.next() {
                if try await take(done.item, done.value) {
                    begin(done.lane)
                } else {
                    rest = []
                }
            }
        }
    }
}
