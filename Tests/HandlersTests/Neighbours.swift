import Basics
import Circuit
import Dossiers
import Framing
import Messages
import Operations
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// One of two provinces that may send files to each other.
final class Neighbour {
    let province: TestProvince
    let office: Office
    let runner: Person
    let coordinator: Person
    private let signer: SigningKey

    init(_ code: String, definition: CircuitDefinition? = nil) throws {
        province = try TestProvince(definition: definition, code: code)
        office = try Office(province)
        runner = try province.add(["OPERATOR"])
        signer = SigningKey(seed: SecretKey())
        coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
    }

    func list(by person: Person? = nil) throws -> WireListProvincesAnswer {
        let answer = try office.ask(person ?? runner, .listProvinces)
        try #require(answer.status == .ok)
        return try MessageCodec.decode(WireListProvincesAnswer.self, from: answer.payload)
    }

    func descriptor() throws -> String { try list().own }

    func propose(
        _ descriptor: String, by person: Person? = nil, as id: ProvinceTrustID? = nil
    ) throws -> StatusCode {
        let id = id ?? province.newID()
        return try office.ask(
            person ?? runner, .changeProvince, office.trusting(descriptor, as: id)
        ).status
    }

    /// Approves what waits as it was listed, or with another digest.
    func approve(
        _ item: WireProvince, digest: [UInt8]? = nil, by person: Person? = nil
    ) throws -> StatusCode {
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.changeProvince.rawValue)
        statement.target = item.province
        statement.digest = digest?.blob ?? item.digest
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = province.now.adding(seconds: 60).milliseconds
        statement.store = province.ledger.storeID.blob
        let bytes = MessageCodec.encode(statement)
        var request = WireApproveRequest()
        request.statement = bytes.blob
        let signed = Array(Approvals.label.utf8) + bytes
        request.signature = signer.sign(signed.rawSpan).blob
        return try office.ask(
            person ?? coordinator, .approve, MessageCodec.encode(request)
        ).status
    }

    /// Trusts another province with both people.
    func trust(_ other: Neighbour) throws {
        try #require(try propose(other.descriptor()) == .ok)
        let waiting = try #require(try list().provinces.last { $0.trustedAtMs == 0 })
        try #require(try approve(waiting) == .ok)
    }
}
