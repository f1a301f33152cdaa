public import Catalog
public import Circuit
public import Terminal

/// An error as programs read it; keys are stable, unknown ones are to be ignored.
struct ErrorDocument: Encodable {
    struct Body: Encodable {
        var code: String
        var message: String
        var outcome: String
        var advice: String
        var exitStatus: Int32
        var reference: String?
        var fields: [FieldBody]?
    }
    struct FieldBody: Encodable {
        var code: UInt16
        var form: String
        var field: String
        var row: UInt16
        var message: String
    }
    var error: Body
}

extension Failure {
    /// Tells the failure on the error stream: what happened, what was kept, what to do.
    public func report(_ language: Language, isJSON: Bool, screen: Screen) {
        if isJSON {
            let text = try? JSONText.of(document(language))
            StandardStream.error.write((text ?? "{}") + "\n")
            return
        }
        screen.talk(screen.styled(happened(language), .alarm))
        for line in lines(language) { screen.talk("  " + line) }
        screen.talk(outcome.text(language))
        screen.talk(advice(language))
        if !reference.isEmpty { screen.talk("[" + reference + "]") }
    }

    /// One line for each thing that is wrong with an act, by the label of its field.
    public func lines(_ language: Language) -> [String] {
        details?(language) ?? fields.map { $0.line(definition, language) }
    }

    private func document(_ language: Language) -> ErrorDocument {
        ErrorDocument(
            error: ErrorDocument.Body(
                code: code, message: happened(language).withoutIsolates, outcome: outcome.rawValue,
                advice: advice(language).withoutIsolates, exitStatus: status,
                reference: reference.isEmpty ? nil : reference,
                fields: fields.isEmpty
                    ? nil
                    : fields.map { field in
                        ErrorDocument.FieldBody(
                            code: field.code.rawValue, form: field.form, field: field.field,
                            row: field.row,
                            message: CheckText(rawValue: field.code.rawValue)?.text(language) ?? ""
                        )
                    }))
    }
}

extension CheckError {
    /// The error as a line: the field's label, its row in a group, and what is wrong.
    ///
    /// - Parameter values: what the act says, where that is known: of a referral that no consent
    ///   covers, the sector is named.
    public func line(
        _ definition: CircuitDefinition?, _ language: Language, saying values: [FieldValue] = []
    ) -> String {
        var text = CheckText(rawValue: code.rawValue)?.text(language) ?? String(code.rawValue)
        if code == .notConsented, let sector = definition?.sector(of: values) {
            text += " (" + sector.text(language) + ")"
        }
        guard !field.isEmpty else {
            return Notice.errorsAtHeading(text: text).text(language)
        }
        let known = definition?.field(field)
        let label = known.map { $0.labels.text(language) } ?? field
        if known?.group != nil {
            return Notice.errorAtRow(label: label, row: Int(row) + 1, text: text).text(language)
        }
        return Notice.errorAtField(label: label, text: text).text(language)
    }
}

extension CircuitDefinition {
    /// The words for the sector of the service that a referral asks for.
    fileprivate func sector(of values: [FieldValue]) -> Labels? {
        guard let service = values.first(where: { field($0.field)?.meaning == .service }),
            let code = sector(ofService: service.value),
            let services = field(meaning: .service)?.list.flatMap({ list($0) }),
            let sectors = services.sectors
        else { return nil }
        return item(code, list: sectors)?.labels
    }
}

extension Labels {
    /// The word in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}

extension String {
    /// The text as programs read it.
    public var withoutIsolates: String {
        filter { $0 != "\u{2068}" && $0 != "\u{2069}" }
    }
}
