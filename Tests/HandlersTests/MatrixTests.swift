import AuditLog
import Basics
import Dossiers
import Framing
import Messages
import ProvinceSupport
import Testing
import Vault

@testable import Handlers

/// Every method with every role of the matrix, and what nobody may tell apart.
@Suite struct RoleMatrixTests {
    private static let roles = [
        "UPE-WORKER", "UPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-COORDINATOR", "OPERATOR", "",
    ]

    // What each role hears, in the order of `roles`; typed by hand from design §1 and SPEC W-60
    // and following, not from the code. The last column has no role.
    private static let expected: [(WireMethod, [StatusCode])] = [
        (.ping, same(.unknownMethod, .unknownMethod)),
        (.whoAmI, same(.ok)),
        (.status, running(.ok)),
        (.definition, same(.ok)),
        (.checkpoint, same(.ok)),
        (.ackOperations, same(.ok)),
        // The act is the worker's.
        (
            .proveLeaf,
            [.ok, .notAvailable, .notAvailable, .notAvailable, .permission, .permission]
        ),
        (.enrol, same(.unknownMethod, .unknownMethod)),
        (.enrolConfirm, same(.unknownMethod, .unknownMethod)),
        (.invite, running(.ok)),
        // The operator asked for it himself; the coordinator's signature is not his.
        (.approve, no + [.precondition, .secondApproval, .permission]),
        (.listDevices, running(.ok)),
        (.listInvitations, running(.ok)),
        (.changeDevice, running(.ok)),
        (.listMembers, running(.ok)),
        // Each of the two that may proposes a role of its own; a third one is nobody's to give.
        (.changeMember, running(.ok)),
        // For another than oneself.
        (.setAbsence, no + [.ok, .permission, .permission]),
        (.acceptSecrecy, same(.ok)),
        // Who meets children may; who has the whole province needs not.
        (.breakGlass, [.ok, .ok, .permission, .permission, .permission, .permission]),
        (.listBreakGlass, [.ok, .ok, .permission, .ok, .permission, .permission]),
        // There is none of that id.
        (
            .reviewBreakGlass,
            [.notAvailable, .notAvailable, .permission, .notAvailable, .permission, .permission]
        ),
        // To a member of another unit: only the centre's coordinator.
        (.handOver, no + [.ok, .permission, .permission]),
        (
            .answerHandOver,
            [.notAvailable, .notAvailable, .notAvailable, .notAvailable, .permission, .permission]
        ),
        (.listHandOvers, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.listOrganisations, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.listProvinces, running(.ok)),
        // There is none of that id.
        (.changeProvince, running(.notAvailable)),
        (.listWitnesses, running(.ok)),
        (.listKeys, running(.ok)),
        // There is none of that id.
        (.changeRotation, no + [.permission, .notAvailable, .permission]),
        (.changeRenewal, no + [.permission, .notAvailable, .permission]),
        // There is none of that id; and a note that is none is no refusal of rights.
        (.changeWitness, running(.notAvailable)),
        (.addCosignature, running(.ok)),
        (.listBackups, running(.ok)),
        // No plan is in force, so nothing is begun; the operator alone begins one.
        (
            .backup,
            [.permission, .permission, .permission, .permission, .precondition, .permission]
        ),
        (.planBackups, running(.ok)),
        // There is no such plan.
        (.changeSlot, running(.notAvailable)),
        (.listDuplicates, no + [.ok, .permission, .permission]),
        // There is no such file.
        (.settleDuplicate, no + [.notAvailable, .permission, .permission]),
        // No indicator is named.
        (
            .figures,
            [
                .notAvailable, .notAvailable, .notAvailable, .notAvailable, .permission,
                .permission,
            ]
        ),
        // Days that bound no period; there is none of that id.
        (.preparePublication, no + [.badMessage, .permission, .permission]),
        (.changePublication, no + [.notAvailable, .permission, .permission]),
        // There is none of that id.
        (.return, no + [.notAvailable, .permission, .permission]),
        (.listPublications, [.permission, .ok, .ok, .ok, .permission, .permission]),
        (
            .readPublication,
            [
                .permission, .notAvailable, .notAvailable, .notAvailable, .permission,
                .permission,
            ]
        ),
        // The store was not restored.
        (.signRestoration, running(.notAvailable)),
        // The file is on its way nowhere; and a bundle that is none is no refusal of rights.
        (.sendTransfer, no + [.precondition, .permission, .permission]),
        (.receiveTransfer, no + [.ok, .permission, .permission]),
        (.settleTransfer, [StatusCode](repeating: .badMessage, count: 6)),
        // The same is ordered already when the second asks.
        (.order, [.permission, .permission, .ok, .precondition, .permission, .permission]),
        (.listOrders, [.permission, .permission, .ok, .ok, .permission, .permission]),
        // There is none of that id.
        (
            .settleOrder,
            [.permission, .permission, .notAvailable, .notAvailable, .permission, .permission]
        ),
        (
            .accessReport,
            [.permission, .permission, .notAvailable, .notAvailable, .permission, .permission]
        ),
        // The centre's coordinator says who answers for the data; the register of incidents is kept
        // by the auditor and the data-protection officer alone.
        (.changeSettings, no + [.ok, .permission, .permission]),
        (.reportIncident, [StatusCode](repeating: .permission, count: 6)),
        (.listIncidents, [StatusCode](repeating: .permission, count: 6)),
        (.renewKey, same(.ok)),
        (.confirmKey, same(.precondition)),
        // The store is open: who may unseal hears that.
        (.unseal, running(.precondition)),
        (.changeTransport, no + [.permission, .ok, .permission]),
        // Only a unit enters what it detects.
        (.openFile, [.ok, .permission, .ok] + [StatusCode](repeating: .permission, count: 3)),
        (.appendAct, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.readFile, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.readAct, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.history, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.find, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.listFiles, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.saveSearch, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.listSavedSearches, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.forgetSearch, [.ok, .ok, .ok, .ok, .permission, .permission]),
        (.day, [.ok, .ok, .ok, .ok, .permission, .permission]),
        // The secret counts, and not who brings it; there is no committee, and the store is open.
        (.listCommittee, same(.ok)),
        (.changeCommittee, running(.notAvailable)),
        (.proveCustody, same(.notAvailable)),
        (.contribute, same(.precondition)),
        (.takePassphrase, running(.precondition)),
        (.seal, running(.ok)),
    ]

    private static let no = [StatusCode](repeating: .permission, count: 3)

    private static func same(
        _ status: StatusCode, _ without: StatusCode = .permission
    ) -> [StatusCode] {
        [StatusCode](repeating: status, count: 5) + [without]
    }

    private static func running(_ status: StatusCode) -> [StatusCode] {
        no + [status, status, .permission]
    }

    private func payload(
        _ method: WireMethod, _ office: Office, _ file: FileID, _ position: UInt64,
        _ target: Person, _ invitation: InvitationID
    ) -> [UInt8] {
        switch method {
        case .proveLeaf:
            office.proving(1, of: file, size: office.province.ledger.log?.signedSize ?? 0)
        case .invite: office.inviting(office.province.newID(), member: target.member)
        case .approve: office.approving(invitation)
        case .changeDevice: office.changing(target.device, .askRenewal)
        case .setAbsence:
            office.away(target.member, from: office.province.now, seconds: 3_600)
        case .handOver: office.offering(target.member)
        case .answerHandOver: office.answering(office.province.newID(), .accept)
        case .changeSlot: office.slot(.cancel, office.province.newID())
        case .settleDuplicate: office.parting(office.province.newID(), office.province.newID())
        case .signRestoration: office.signing(office.province.newID(), lost: "")
        case .planBackups: office.planning(in: office.province.folder)
        case .changeWitness: office.removing(office.province.newID())
        case .changeCommittee: office.cancelling(office.province.newID())
        case .proveCustody: office.provingNothing()
        case .contribute: office.contributingNothing()
        case .changeRotation: office.rotating(office.province.newID(), .pause)
        case .changePublication: office.takingBack(office.province.newID())
        case .readPublication: office.readingPublication(office.province.newID())
        case .return: office.returning(office.province.newID())
        case .changeRenewal: office.renewing(office.province.newID(), .pause)
        case .changeProvince: office.forgetting(office.province.newID())
        case .sendTransfer: office.sending(file)
        case .order: office.ordering(.protected, of: file)
        case .settleOrder: office.settling(office.province.newID(), .carryOut)
        case .changeSettings: office.settingController()
        case .reportIncident: office.reportingIncident(office.province.newID(), [])
        case .accessReport: office.reporting(office.province.newID())
        case .receiveTransfer: office.bringing([1])
        case .changeMember: office.granting(target.member, "UPE-COORDINATOR", target.organisation)
        case .breakGlass: office.breaking(file)
        case .reviewBreakGlass: office.reviewing(office.province.newID())
        case .confirmKey: office.confirming([UInt8](repeating: 0, count: 32))
        case .changeTransport: office.transport(.prepare)
        case .openFile: office.opening()
        case .appendAct: office.listening(file, after: position)
        case .readFile: office.reading(file)
        case .readAct: office.readingAct(file, 1)
        case .history: office.history(file)
        case .listFiles: office.listing(kind: 4)
        case .saveSearch: office.saving("Liste") { $0.kind = 4 }
        case .forgetSearch: office.forgetting("Liste")
        default: []
        }
    }

    /// SPEC W-56, W-60, W-134.
    @Test func everyMethodForEveryRole() throws {
        // Those that stream both ways have their own suites.
        let methods = MethodTable.all.filter { !$0.isBothWays && $0.method != .uploadStatus }
        #expect(
            Set(Self.expected.map(\.0.rawValue)) == Set(methods.map(\.method.rawValue)))
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        let people = try Self.roles.map { role in
            role == "UPE-WORKER"
                ? worker
                : try province.add(role.isEmpty ? [] : [role], organisation: worker.organisation)
        }
        let target = try province.add(["UPE-WORKER"])
        let invitation: InvitationID = province.newID()
        #expect(
            try office.ask(
                people[4], .invite, office.inviting(invitation, member: target.member)
            ).status == .ok)
        var position: UInt64 = 4
        for (method, statuses) in Self.expected {
            for ((role, person), status) in zip(zip(Self.roles, people), statuses) {
                let before = try province.leafCount()
                let answer = try office.ask(
                    person, method,
                    payload(method, office, file, position, target, invitation))
                #expect(answer.status == status, "\(method) \(role)")
                if [.appendAct, .breakGlass].contains(method), answer.status == .ok {
                    position += 1
                }
                if method == .seal, answer.status == .ok { try province.unseal() }
                #expect(try province.leafCount() == before + 1, "\(method) \(role)")
                // A refusal says a number and nothing else.
                if answer.status != .ok {
                    let error = try MessageCodec.decode(WireError.self, from: answer.payload)
                    #expect(error.fields.isEmpty && answer.content == nil, "\(method) \(role)")
                }
            }
        }
        #expect(try province.isClean())
    }

    /// SPEC W-83: a sealed daemon serves what the table marks, to whom it may, and nothing else.
    ///
    /// SPEC W-60, W-72, W-83.
    @Test func everyMethodOfASealedDaemon() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let runner = try province.add(["OPERATOR"], organisation: worker.organisation)
        let file = try office.openListened(worker)
        let before = try province.leafCount()
        province.seal()
        var calls: UInt64 = 0
        for traits in MethodTable.all where !traits.isEnrolment && traits.method != .ping {
            for person in [worker, runner] {
                let answer = try office.ask(
                    person, traits.method,
                    payload(traits.method, office, file, 4, worker, province.newID()))
                calls += 1
                if traits.isServedWhileSealed {
                    #expect(answer.status != .sealed, "\(traits.method)")
                } else {
                    #expect(answer.status == .sealed, "\(traits.method)")
                }
            }
        }
        // Each left its leaf, which the log takes up first.
        try province.unseal()
        #expect(try province.leafCount() == before + calls)
        #expect(try province.isClean())
    }

    /// Attack A16: what is absent and what is out of reach are the same bytes after the same work.
    ///
    /// SPEC W-52, W-76.
    @Test func absentAndForbiddenLookAlike() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let stranger = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        let absent: FileID = province.newID()
        let calls: [(WireMethod, (FileID) -> [UInt8])] = [
            (.readFile, { office.reading($0) }), (.readAct, { office.readingAct($0, 1) }),
            (.history, { office.history($0) }),
            (.appendAct, { office.listening($0, after: 4) }),
        ]
        for (method, make) in calls {
            func attempt(_ file: FileID) throws -> (OutgoingAnswer, [UInt64]) {
                let before = province.ledger.vault.derivations
                let answer = try office.ask(stranger, method, make(file))
                return (answer, zip(province.ledger.vault.derivations, before).map { $0 - $1 })
            }
            let (forbidden, workForForbidden) = try attempt(file)
            let (missing, workForMissing) = try attempt(absent)
            #expect(forbidden.status == .notAvailable, "\(method)")
            #expect(forbidden.status == missing.status, "\(method)")
            #expect(forbidden.payload == missing.payload, "\(method)")
            #expect(forbidden.content == missing.content, "\(method)")
            #expect(workForForbidden == workForMissing, "\(method)")
        }
        // By number: the caller's own works, another's is like one that nobody bears.
        var request = WireReadFileRequest()
        let own = try MessageCodec.decode(
            WireReadFileAnswer.self,
            from: try office.ask(worker, .readFile, office.reading(file)).payload)
        request.number = own.number
        let theirs = try office.ask(stranger, .readFile, MessageCodec.encode(request))
        request.number = "0000-0000-0"
        let nobodys = try office.ask(stranger, .readFile, MessageCodec.encode(request))
        #expect(theirs.status == .notAvailable)
        #expect((theirs.status, theirs.payload) == (nobodys.status, nobodys.payload))
    }
}
