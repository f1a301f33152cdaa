internal import Basics

/// How many connections each device has, in the order in which they were made (SPEC W-48).
struct DeviceSlots<Connection: Hashable> {
    private let countMax: Int
    private var connections: [Peer.Owner: [Connection]] = [:]

    init(countMax: Int) { self.countMax = countMax }

    /// Counts a new connection, and gives those that have to make room for it, oldest first.
    mutating func add(_ connection: Connection, of peer: Peer) -> [Connection] {
        var list = connections[peer.owner, default: []]
        list.append(connection)
        let excess = max(list.count - countMax, 0)
        let replaced = Array(list.prefix(excess))
        list.removeFirst(excess)
        connections[peer.owner] = list
        return replaced
    }

    /// Forgets a connection that has ended.
    mutating func remove(_ connection: Connection, of peer: Peer) {
        connections[peer.owner]?.removeAll { $0 == connection }
        if connections[peer.owner]?.isEmpty == true { connections[peer.owner] = nil }
    }
}

extension Peer {
    /// Who its connections are counted under: a device whatever its generation, a newcomer by
    /// its key.
    enum Owner: Hashable {
        case device([UInt8])
        case newcomer([UInt8])
    }

    var owner: Owner {
        switch self {
        case .device(let id, _), .revoked(let id): .device(id.bytes)
        case .enrolling(_, let publicKey): .newcomer(publicKey)
        }
    }
}
