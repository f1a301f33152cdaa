import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Terminal

/// `madarctl authority`.
struct AuthorityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authority", abstract: helpText(.authority),
        subcommands: [ShowAuthorityCommand.self], defaultSubcommand: ShowAuthorityCommand.self)
}

/// `madarctl authority show`: the access matrix as the daemon serves it.
struct ShowAuthorityCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.authorityShow),
        discussion: examples(
            "madarctl authority show", "madarctl authority show --role UPE-WORKER --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionOneRole)) var role: String?

    private struct Document: Encodable {
        struct Cell: Encodable {
            var dataClass: UInt8
            var create: Bool
            var read: String
            var update: Bool
            var scope: String
        }
        struct Row: Encodable {
            var role: String
            var label: String
            var scope: String
            var cells: [Cell]
            var stages: [String]
            var abilities: [String]
        }
        var schema = "madar.authority/1"
        var definitionVersion: UInt32
        var roles: [Row]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let definition = try await context.waiting(.connecting) {
            try await session.client.definition()
        }
        var roles = definition.parts.roles
        if let role {
            roles = roles.filter { $0.code.lowercased() == role.lowercased() }
            guard !roles.isEmpty else { throw Failure(.unknownRole(code: role)) }
        }
        try context.emit(
            Document(
                definitionVersion: definition.version,
                roles: roles.map { document($0, context) }))
        guard !context.isJSON else { return }
        for (place, role) in roles.enumerated() {
            if place > 0 { context.screen.show("") }
            context.screen.title(role.code + "  " + context.text(role.labels))
            context.show(lines(role, definition, context))
        }
    }

    private func document(_ role: Role, _ context: Context) -> Document.Row {
        Document.Row(
            role: role.code, label: context.text(role.labels), scope: role.scope.rawValue,
            cells: role.cells.map { cell in
                Document.Cell(
                    dataClass: cell.dataClass.rawValue, create: cell.create,
                    read: cell.read.rawValue, update: cell.update,
                    scope: (cell.scope ?? role.scope).rawValue)
            },
            stages: role.stages, abilities: role.abilities.map(\.rawValue))
    }

    private func lines(
        _ role: Role, _ definition: CircuitDefinition, _ context: Context
    ) -> [LabelledValue] {
        let comma = context.language == .arabic ? "، " : ", "
        var lines = [LabelledValue(context.text(.scope), context.text(role.scope.label))]
        lines += role.cells.map { cell in
            var rights = cell.rights.map { context.text($0) }.joined(separator: comma)
            if let scope = cell.scope { rights += " (" + context.text(scope.label) + ")" }
            return LabelledValue(context.text(cell.dataClass.label), rights)
        }
        if !role.stages.isEmpty {
            let stages = role.stages.map { code in
                definition.stage(code).map { context.text($0.labels) } ?? code
            }
            lines.append(
                LabelledValue(context.text(.stages), stages.joined(separator: comma)))
        }
        if !role.abilities.isEmpty {
            let abilities = role.abilities.map { context.text($0.label) }
            lines.append(
                LabelledValue(context.text(.abilities), abilities.joined(separator: comma)))
        }
        return lines
    }
}

extension Scope {
    fileprivate var label: Label {
        switch self {
        case .none: .scopeNone
        case .aggregate: .scopeAggregate
        case .own: .scopeOwn
        case .unit: .scopeUnit
        case .province: .scopeProvince
        case .recent: .scopeRecent
        case .referral: .scopeReferral
        case .placement: .scopePlacement
        case .transmission: .scopeTransmission
        case .seizure: .scopeSeizure
        case .inquiry: .scopeInquiry
        case .conference: .scopeConference
        }
    }
}

extension AccessCell {
    fileprivate var rights: [Label] {
        let read: Label? =
            switch self.read {
            case .none: nil
            case .ownActs: .rightReadOwn
            case .addressed: .rightReadAddressed
            case .motivated: .rightReadMotivated
            case .full: .rightRead
            }
        return [create ? .rightCreate : nil, read, update ? .rightUpdate : nil]
            .compactMap { $0 }
    }
}

extension Ability {
    fileprivate var label: Label {
        switch self {
        case .operates: .abilityOperates
        case .coordinates: .abilityCoordinates
        case .oversees: .abilityOversees
        case .assigns: .abilityAssigns
        case .transfers: .abilityTransfers
        case .receivesTransfers: .abilityReceivesTransfers
        case .breaksGlass: .abilityBreaksGlass
        case .approvesDowngrades: .abilityApprovesDowngrades
        case .approvesStages: .abilityApprovesStages
        case .approvesBackdating: .abilityApprovesBackdating
        case .transmits: .abilityTransmits
        case .orders: .abilityOrders
        case .approvesOrders: .abilityApprovesOrders
        case .incidents: .abilityIncidents
        case .figures: .abilityFigures
        case .deliberates: .abilityDeliberates
        case .counts: .abilityCounts
        case .audits: .abilityAudits
        }
    }
}
