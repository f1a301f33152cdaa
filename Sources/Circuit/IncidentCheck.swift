public import Basics

extension CircuitDefinition {
    /// The form that records incidents of security; nil where there is none.
    public var incidentForm: Form? { parts.forms.first { $0.meaning == .recordsIncident } }

    /// What is said of an incident, with its text in the form in which it is kept, and every reason
    /// why it may not be kept so (SPEC W-157).
    public func checkIncident(
        _ values: [FieldValue], now: Instant
    ) -> (values: [FieldValue], errors: [CheckError]) {
        guard let form = incidentForm else { return (values, [CheckError(.unknownForm)]) }
        // It stands in no file, so only the values are checked of an act that is none.
        let act = Act(
            id: .zero,
            heading: Heading(
                kind: .form, form: form.code, formVersion: form.version,
                definitionVersion: version, eventAt: now, enteredAt: now, author: .zero,
                organisation: .zero),
            values: values
        ).normalised()
        var check = Check(
            act: act, heads: Heads(), definition: self,
            context: CheckContext(now: now, province: "", asks: .audit))
        check.checkForm(form)
        let latest = now.adding(seconds: CircuitLimits.clockSkewSeconds)
        for meaning in [FieldMeaning.incidentAt, .authorityTold] {
            for value in check.values(meaning) {
                if case .instant(let at) = value.value, at > latest {
                    check.report(.futureDate, value)
                }
            }
        }
        return (act.values, check.errors)
    }

    /// Whether what is said of an incident tells when the national authority was told of it.
    public func isDeclared(_ values: [FieldValue]) -> Bool {
        values.contains { field($0.field)?.meaning == .authorityTold }
    }
}
