import Basics
import Circuit
import DefinitionSupport
import Dossiers
import Framing
import Handlers
import Mapping
import Messages
import NIOCore
import NIOEmbedded
import ProvinceSupport
import Secrets
import Support

@testable import MadarClient
@testable import Session

/// A fault that a simulation has to find.
enum PlantedFault: CaseIterable {
    case storedAnswerNotLookedUp
    case anotherKeyOnRetry
    case otherBytesOnRetry
    case keptAfterSending
    case aCutIsTakenForNothingDone
}

/// Keys of a device and whose it is.
final class SimulatedDevice {
    let person: Person
    let key = AgreementKey()
    let preSharedKey: [UInt8]

    init(_ person: Person, preSharedKey: [UInt8]) {
        self.person = person
        self.preSharedKey = preSharedKey
    }

    func secret() throws -> SecretKey {
        let bytes = preSharedKey
        return try SecretKey(copying: bytes.rawSpan)
    }
}

/// Three clients, a network and a daemon that restarts, out of one seed.
final class World {
    static let peopleCount = 3
    static let wishesPerPerson = 5
    /// How long things go wrong, in milliseconds of virtual time; then all is well until the end.
    private static let stormMilliseconds: Int64 = 240_000
    /// When everything has to be settled.
    private static let endMilliseconds: Int64 = 3_600_000

    let seed: UInt64
    let fault: PlantedFault?
    let agenda = Agenda()
    let register = Register()
    let daemonKey = AgreementKey()
    private(set) var devices: [SimulatedDevice] = []
    private(set) var trace: [String] = []
    private let province: TestProvince
    private let definition: [UInt8]
    private var clients: [SimulatedClient] = []
    private var lines: [Line] = []
    private var desk: Desk?
    private var services: DaemonServices?
    private var handlers: UseCases?
    private var chance: Chance
    private var runCount: UInt64 = 0
    private var lineCount: UInt64 = 0
    /// By how much the daemon's clock is off, in milliseconds.
    private var skew: Int64 = 0
    private let start: Int64

    init(seed: UInt64, fault: PlantedFault? = nil) throws {
        self.seed = seed
        self.fault = fault
        chance = Chance(seed, 1)
        province = try TestProvince("simulation")
        start = province.now.milliseconds
        var content: [UInt8] = []
        for item in try DefinitionStream.encode(try Shipped.definition()) {
            Delimited.append(item, to: &content)
        }
        definition = content
        let first = try province.add(["UPE-WORKER"])
        for number in 0..<Self.peopleCount {
            let person =
                number == 0
                ? first
                : try province.add(["UPE-WORKER"], organisation: first.organisation)
            devices.append(SimulatedDevice(person, preSharedKey: chance.bytes(32)))
        }
        try startDaemon()
        var files: [FileID: UInt64] = [:]
        for _ in 0..<2 {
            let (file, sequence) = try openListened(first)
            files[file] = sequence
        }
        for number in 0..<Self.peopleCount {
            clients.append(SimulatedClient(self, number, devices[number], files: files))
        }
    }

    var isCalm: Bool { agenda.milliseconds >= Self.stormMilliseconds }
    var daemonTime: Instant {
        Instant(milliseconds: start + agenda.milliseconds + skew)
    }

    func note(_ what: String) { trace.append("\(agenda.milliseconds) \(what)") }
    func moveDaemonClock() { province.now = daemonTime }

    /// Lets everything happen, and gives what went wrong.
    func run() throws -> [String] {
        clients.forEach { $0.begin() }
        planCrashes()
        while agenda.milliseconds < Self.endMilliseconds, agenda.advance() {
            for line in lines { line.carry() }
            lines.removeAll(where: \.isOver)
            if isCalm, clients.allSatisfy(\.isIdle) { break }
        }
        for client in clients where !client.isIdle {
            register.violated("client \(client.number) was not done after an hour")
        }
        try startDaemon(crashing: true)
        register.compare(
            try effects(),
            clients.indices.flatMap { person in
                (0..<Self.wishesPerPerson).map { "act-\(person)-\($0)" }
            })
        if try !province.isClean() { register.violated("the store does not agree with its log") }
        desk?.die()
        for line in lines {
            line.client.close(promise: nil)
            line.daemon.close(promise: nil)
        }
        agenda.loop.run()
        vanish()
        return register.violations
    }

    /// Where the store lies, until nobody holds this world any more.
    var folder: String { province.folder }

    /// Lets go of all that holds this world: else the folders of every seed would stay on the disk.
    private func vanish() {
        agenda.forget()
        clients = []
        lines = []
        desk = nil
        services = nil
        handlers = nil
    }

    private func planCrashes() {
        for _ in 0..<chance.within(0...4) {
            agenda.after(chance.within(0...Self.stormMilliseconds)) { [self] in
                if chance.happens(60) { crash("between groups") } else { stop() }
            }
        }
        for client in clients {
            for _ in 0..<chance.within(0...2) {
                agenda.after(chance.within(0...Self.stormMilliseconds)) { client.crash() }
            }
        }
    }

    // MARK: - The daemon's life

    private func startDaemon(crashing: Bool = false) throws {
        if runCount > 0 { try province.restart(crashing: crashing) }
        runCount += 1
        let random = ChanceBox(Chance(seed, 4, runCount))
        let handlers = UseCases(
            dossiers: province.ledger,
            surroundings: Surroundings(
                software: "simulation", libsodium: "", startedAt: province.now,
                connectionCount: { 0 }, diskFreeByteCount: { 0 },
                isCredentialBeside: { false },
                random: { random.number() },
                definition: (definition, SHA256.hash(definition)), settings: [],
                makeBackup: { _ in }),
            clock: { [unowned province] in province.now })
        while handlers.idle() {}
        let desk = Desk(self, handlers, chance: Chance(seed, 2, runCount))
        self.handlers = handlers
        self.desk = desk
        services = DaemonServices(
            introducer: desk, answerer: desk, limits: SessionLimits(),
            clock: { desk.time }, random: { 0 })
        note("the daemon runs")
    }

    /// The process is killed: what was committed is all that is left.
    func crash(_ when: String) {
        guard let desk, !desk.isOver else { return }
        note("the daemon is killed \(when)")
        end(desk, crashing: true)
    }

    /// An operator stops the daemon: it says so, and what is in flight may end.
    private func stop() {
        guard let desk, !desk.isOver else { return }
        note("the daemon is stopped")
        services?.connections.drainAll()
        agenda.loop.run()
        services = nil
        agenda.after(chance.within(0...2_000)) { [self] in
            if !desk.isOver { end(desk, crashing: false) }
        }
    }

    private func end(_ desk: Desk, crashing: Bool) {
        desk.die()
        services = nil
        for line in lines {
            // What the system had taken over is on its way; the rest is lost.
            line.carry()
            line.daemon.close(promise: nil)
        }
        // Some clocks are set while nobody looks, and once in a while by more than keys live.
        if chance.happens(15) {
            let days: Int64 = chance.happens(30) ? 40 : chance.within(-1...2)
            skew += days * 86_400_000
            note("the daemon's clock moves by \(days) days")
        }
        agenda.after(isCalm ? 10 : chance.within(10...15_000)) { [self] in
            moveDaemonClock()
            do {
                try startDaemon(crashing: crashing)
            } catch {
                register.violated("the daemon does not start: \(error)")
            }
        }
    }

    // MARK: - The network

    /// Brings a client's handler to the daemon; nil where nobody answers.
    func connect(_ handler: DeviceHandler, of client: Int, _ done: @escaping (Line?) -> Void) {
        lineCount += 1
        var chance = Chance(seed, 5, UInt64(client), lineCount)
        let isLost = !isCalm && chance.happens(8)
        agenda.after(isLost ? 10_000 : chance.within(1...40)) { [self] in
            let network = Network([10, 0, 0, UInt8(client)])
            guard !isLost, let services,
                services.connections.admits(network, now: agenda.now, random: 0)
            else { return done(nil) }
            let line = Line(
                handler, to: DaemonHandler(services: services, network: network),
                agenda: agenda, chance: chance, isCalm: { [unowned self] in isCalm })
            lines.append(line)
            done(line)
            do {
                try line.begin()
            } catch {
                register.violated("a line does not begin: \(error)")
            }
        }
    }

    func credentials(of device: SimulatedDevice) throws -> ConnectionCredentials {
        ConnectionCredentials(
            daemonKeyID: 1, daemonKey: daemonKey.publicKey, deviceKey: device.key.copy(),
            preSharedKey: try device.secret(), introduction: .session)
    }

    // MARK: - Requests

    func opening(_ marker: String) -> [UInt8] {
        var request = WireOpenFileRequest()
        request.opening = draft(
            .opening, form: "F0", to: "DETECT",
            SampleActs.child.map {
                $0.field == "given_name_ar" ? FieldValue("given_name_ar", .text(marker)) : $0
            })
        return MessageCodec.encode(request)
    }

    func appending(_ marker: String, to file: FileID, after sequence: UInt64) -> [UInt8] {
        append(
            file, sequence,
            draft(
                .form, form: "F2",
                SampleActs.listening(marker, at: Instant(milliseconds: start))))
    }

    func reading(_ file: FileID) -> [UInt8] {
        var request = WireReadFileRequest()
        request.file = file.blob
        return MessageCodec.encode(request)
    }

    private func append(_ file: FileID, _ sequence: UInt64, _ draft: WireActDraft) -> [UInt8] {
        var request = WireAppendActRequest()
        request.file = file.blob
        request.afterSequence = sequence
        request.draft = draft
        return MessageCodec.encode(request)
    }

    private func draft(
        _ kind: WireActKind, form: String = "", to stage: String = "", _ values: [FieldValue]
    ) -> WireActDraft {
        var draft = WireActDraft()
        draft.kind = kind
        draft.form = form
        draft.formVersion = form.isEmpty ? 0 : 1
        draft.toStage = stage
        draft.values = values.map { WireFieldValue($0) }
        return draft
    }

    // MARK: - The store itself

    private final class Answers: @unchecked Sendable {
        // Filled on the simulation's thread before `serve` returns.
        var list: [OutgoingAnswer] = []
    }

    private struct NotServed: Error {
        let status: StatusCode
    }

    /// Asks the use cases directly, without a network.
    private func ask(
        _ person: Person, _ method: WireMethod, _ payload: [UInt8]
    ) throws -> OutgoingAnswer {
        let answers = Answers()
        let key = MethodTable.traits(UInt16(method.rawValue))?.isMutating == true
        handlers?.serve([
            IncomingCall(
                method: UInt16(method.rawValue), expiresAt: nil,
                operationKey: key ? OperationKey(province.newKey()) : nil, payload: payload,
                caller: .device(person.device, generation: 1),
                session: SessionID(high: 1, low: 1)
            ) { answers.list.append($0) }
        ])
        guard let answer = answers.list.first, answer.status == .ok else {
            throw NotServed(status: answers.list.first?.status ?? .internalFault)
        }
        return answer
    }

    /// Opens a file and leads it to the stage in which children are listened to.
    private func openListened(_ person: Person) throws -> (FileID, UInt64) {
        let answer = try ask(person, .openFile, opening("setup"))
        let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        guard let file = FileID(blob: opened.file) else {
            throw NotServed(status: .internalFault)
        }
        var sequence = opened.sequence
        for act in SampleActs.steps(by: person, at: province.now, { province.newID() }) {
            let step = draft(
                .transition, form: act.heading.form ?? "", to: act.heading.to ?? "", act.values)
            _ = try ask(person, .appendAct, append(file, sequence, step))
            sequence += 1
        }
        return (file, sequence)
    }

    /// Every act that bears a marker, as the daemon reads it from its disk after a restart.
    private func effects() throws -> [String: [Effect]] {
        var effects: [String: [Effect]] = [:]
        let person = devices[0].person
        var listing = WireListFilesRequest()
        listing.kind = 4
        listing.limit = 100
        let listed = try MessageCodec.decode(
            WireListFilesAnswer.self,
            from: try ask(person, .listFiles, MessageCodec.encode(listing)).payload)
        for item in listed.files {
            guard let file = FileID(blob: item.file) else { continue }
            var request = WireHistoryRequest()
            request.file = file.blob
            let content =
                try ask(person, .history, MessageCodec.encode(request)).content ?? []
            for message in Delimited.split(content) ?? [] {
                let wire = try MessageCodec.decode(
                    WirePartialAct.self, from: Array(message))
                guard let act = ActID(blob: wire.act) else { continue }
                for value in wire.values {
                    guard value.value.text.hasPrefix("act-") else { continue }
                    effects[value.value.text, default: []].append(
                        Effect(file: file, act: act, sequence: wire.sequence))
                }
            }
        }
        return effects
    }
}

/// Choices for a closure that is called on the simulation's thread.
final class ChanceBox {
    private var chance: Chance
    init(_ chance: Chance) { self.chance = chance }
    func number() -> UInt64 { chance.number() }
}
