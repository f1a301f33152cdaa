import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl province`: what this province tells others of itself, and which ones it trusts.
struct ProvinceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "province", abstract: helpText(.province),
        subcommands: [
            ProvinceShowCommand.self, ProvinceExportCommand.self, ProvinceTrustCommand.self,
            ProvinceListCommand.self, ProvinceForgetCommand.self,
        ])
}

/// How another province is told to a person.
struct ProvinceText {
    let context: Context

    func details(_ province: DescribedProvince) -> [LabelledValue] {
        details(province.code, province.address, province.madeAt, province.fingerprint)
    }

    func details(_ province: WireProvince) -> [LabelledValue] {
        details(
            province.code, province.address, Instant(milliseconds: province.madeAtMs),
            province.fingerprint)
            + [
                LabelledValue(context.text(.proposedBy), province.proposedBy),
                LabelledValue(
                    context.text(.expires), context.moment(milliseconds: province.expiresAtMs)),
                LabelledValue(context.text(.digest), province.digest.hexadecimal),
            ]
    }

    private func details(
        _ code: String, _ address: String, _ madeAt: Instant, _ fingerprint: String
    ) -> [LabelledValue] {
        [
            LabelledValue(context.text(.province), code),
            LabelledValue(context.text(.fingerprint), fingerprint),
            LabelledValue(context.text(.descriptorMadeAt), context.moment(madeAt)),
        ] + (address.isEmpty ? [] : [LabelledValue(context.text(.address), address)])
    }
}

/// A province as programs read it.
private struct ProvinceDocument: Encodable {
    var code: String
    var fingerprint: String
    var address: String
    var madeAt: String
    var trust: String?
    var state: String?
    var proposedBy: String?
    var trustedAt: String?

    init(_ province: DescribedProvince) {
        code = province.code
        fingerprint = province.fingerprint
        address = province.address
        madeAt = DateText.iso(province.madeAt)
    }

    init(_ province: WireProvince) {
        code = province.code
        fingerprint = province.fingerprint
        address = province.address
        madeAt = DateText.iso(Instant(milliseconds: province.madeAtMs))
        trust = province.province.hexadecimal
        state = province.trustedAtMs == 0 ? "waiting" : "trusted"
        proposedBy = province.proposedBy
        if province.trustedAtMs != 0 {
            trustedAt = DateText.iso(Instant(milliseconds: province.trustedAtMs))
        }
    }
}

/// The descriptor of the province whose daemon is asked.
private func ownDescriptor(
    _ context: Context, address: String?
) async throws -> DescribedProvince {
    let session = try await UserSession(context)
    let answer = try await context.waiting(.connecting) {
        try await session.client.listProvinces(address: address)
    }
    guard let own = DescribedProvince.read(Array(answer.own.utf8))?.first else {
        throw Failure(.protocolBroken)
    }
    return own
}

/// `madarctl province show`.
private struct ProvinceShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.provinceShow),
        discussion: examples("madarctl province show", "madarctl province show --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.province/1"
        var province: ProvinceDocument
    }

    func perform(_ context: Context) async throws {
        let own = try await ownDescriptor(context, address: nil)
        try context.emit(Document(province: ProvinceDocument(own)))
        context.show(ProvinceText(context: context).details(own))
    }
}

/// `madarctl province export`.
private struct ProvinceExportCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: helpText(.provinceExport),
        discussion: examples(
            "madarctl province export", "madarctl province export --output province.txt",
            "madarctl province export --address 192.0.2.1:7620"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAddress)) var address: String?
    @Option(help: help(.optionOutput)) var output: String?

    private struct Document: Encodable {
        var schema = "madar.province-exported/1"
        var province: ProvinceDocument
        var text: String?
        var path: String?
    }

    func perform(_ context: Context) async throws {
        let own = try await ownDescriptor(context, address: address)
        if let output {
            let file = try NewFile(output)
            try file.write(Array(own.signed.utf8))
            try file.finish()
        }
        try context.emit(
            Document(
                province: ProvinceDocument(own), text: output == nil ? own.signed : nil,
                path: output))
        guard !context.isJSON else { return }
        guard let output else {
            guard StandardStream.output.write(own.signed) else { throw Failure(.outputFailed) }
            return
        }
        context.show(ProvinceText(context: context).details(own))
        context.tell(.descriptorWritten(path: output))
    }
}

/// `madarctl province trust`.
private struct ProvinceTrustCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: helpText(.provinceTrust),
        discussion: examples(
            "madarctl province trust rabat.txt",
            "madarctl province trust provinces.txt --code 04.421"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionProvinceCode)) var code: String?
    @Flag(help: help(.optionCompared)) var compared = false
    @Argument(help: help(.argumentDescriptor)) var file: String

    private struct Document: Encodable {
        var schema = "madar.province-proposed/1"
        var outcome = Outcome.done.rawValue
        var trust: String
        var province: ProvinceDocument
        var needsApproval = true
    }

    func perform(_ context: Context) async throws {
        let province = try DescribedProvince.chosen(from: file, code: code)
        let session = try await UserSession(context)
        let own = try await context.waiting(.connecting) { try await session.client.whoAmI() }
        guard province.code != own.province else { throw Failure(.ownProvince) }
        context.show(ProvinceText(context: context).details(province))
        if !compared {
            context.tell(.compareFingerprint)
            guard try context.confirm(context.ask(.confirmFingerprint)) else {
                throw Failure(.gaveUp)
            }
        }
        let id: ProvinceTrustID
        do {
            id = try await context.writing { try await session.client.trust(province) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.provinceKnown)
        }
        try context.emit(
            Document(trust: id.hexadecimal, province: ProvinceDocument(province)))
        context.tell(.trustProposed(id: id.hexadecimal))
    }
}

/// `madarctl province list`.
private struct ProvinceListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.provinceList),
        discussion: examples("madarctl province list", "madarctl province list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.provinces/1"
        var provinces: [ProvinceDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listProvinces()
        }.provinces
        try context.emit(Document(provinces: list.map { ProvinceDocument($0) }))
        guard !context.isJSON else { return }
        guard !list.isEmpty else { return context.tell(.noProvinces) }
        let labels: [Label] = [
            .province, .state, .fingerprint, .trustedSince, .approvedBy, .proposedBy, .address,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.map { province in
                [
                    province.code,
                    context.text(province.trustedAtMs == 0 ? .waits : .provinceTrusted),
                    province.fingerprint,
                    province.trustedAtMs == 0
                        ? "" : context.moment(milliseconds: province.trustedAtMs),
                    province.approvedBy, province.proposedBy, province.address,
                ]
            })
    }
}

/// `madarctl province forget`.
private struct ProvinceForgetCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: helpText(.provinceForget),
        discussion: examples("madarctl province forget 04.421"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesForget)) var yes = false
    @Argument(help: help(.argumentProvince)) var code: String

    private struct Document: Encodable {
        var schema = "madar.province-forgotten/1"
        var outcome = Outcome.done.rawValue
        var provinces: [ProvinceDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let found = try await context.waiting(.connecting) {
            try await session.client.listProvinces()
        }.provinces.filter { $0.code == code }
        guard !found.isEmpty else { throw Failure(.unknownProvince) }
        if !yes, try !context.confirm(context.ask(.confirmForgetProvince)) {
            throw Failure(.gaveUp)
        }
        for province in found {
            guard let id = ProvinceTrustID(blob: province.province) else {
                throw Failure(.protocolBroken)
            }
            try await context.writing { try await session.client.forget(id) }
        }
        try context.emit(Document(provinces: found.map { ProvinceDocument($0) }))
        context.tell(.provinceForgotten(code: code))
    }
}
