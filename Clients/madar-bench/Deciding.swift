import Authority
import Basics
import Circuit
import Definition

/// What one decision costs, over those that the day's calls ask for, beside two look-ups in a
/// dictionary of roles, without which none is made.
func decisionRow(seconds: Double) throws -> Row {
    let definition = try Loader.shipped()
    let policy = AccessPolicy(definition)
    let (member, mine) = (MemberID(high: 3, low: 3), OrganisationID(high: 5, low: 5))
    func actor(_ roles: String...) -> Actor {
        Actor(
            member: member, device: DeviceID(high: 4, low: 4), organisation: mine, roles: roles,
            secrecyUntil: Instant(milliseconds: .max))
    }
    let own = FileFacts(referent: member, organisation: mine)
    let referred = FileFacts(referent: nil, organisation: nil, ties: [.referral: [mine]])
    let file = FileID(high: 1, low: 1)
    let report = ActIntent(classes: [.social, .protected], form: "F1", to: "SIGNAL")
    let asked: [(Actor, Request, FileFacts?)] = [
        (actor("UPE-WORKER"), .append(file, report), own),
        (
            actor("UPE-WORKER", "UPE-COORDINATOR"),
            .read(file, wanted: DataClass.content, motivated: false), own
        ),
        (actor("CAPE-COORDINATOR"), .history(file, motivated: true), own),
        (actor("HEALTH-FOCAL"), .read(file, wanted: .health, motivated: false), referred),
        (actor("SERVICE-FOCAL"), .history(file, motivated: false), own),
        (actor("UPE-WORKER"), .search, nil),
    ]
    let now = Instant(milliseconds: 1_780_000_000_000)
    var grantedCount = 0
    let decisions = rate(seconds: seconds / 2) {
        for (actor, request, facts) in asked {
            let decision = policy.decide(actor, request, facts: facts, now: now)
            if decision.permit != nil { grantedCount += 1 }
        }
    }
    guard grantedCount > 0 else { throw BenchError.nothingGranted }
    let roles = Dictionary(
        definition.parts.roles.map { ($0.code, $0.cells.count) }, uniquingKeysWith: max)
    var cellCount = 0
    let lookUps = rate(seconds: seconds / 2) {
        for (actor, _, _) in asked {
            cellCount &+= roles[actor.roles[0]] ?? 0
            cellCount &+= roles[actor.roles[actor.roles.count - 1]] ?? 0
        }
    }
    guard cellCount > 0 else { throw BenchError.nothingGranted }
    let each = 1e6 / (decisions * Double(asked.count))
    let raw = 1e6 / (lookUps * Double(asked.count))
    return Row(
        name: "decide who may", unit: "µs", measured: each,
        rawName: "µs two look-ups of a role", raw: raw, ratio: each / raw, goal: "<= 2 µs",
        reached: each <= 2)
}
