import Basics
import Circuit
import DefinitionSupport
import Testing

/// Acts outlive the definition under which they were written.
@Suite struct EarlierDefinitionTests {
    let old: CircuitDefinition
    /// The definition without a form, a field, a list's item and a stage that the acts name.
    let new: CircuitDefinition

    init() throws {
        old = try Shipped.definition()
        var parts = old.parts
        parts.version += 1
        parts.forms.removeAll { $0.code == "PSY" }
        parts.forms = parts.forms.map { form in
            Form(
                terms: form.terms, version: form.version + 1, homeClass: form.homeClass,
                stages: form.stages, meaning: form.meaning, begins: form.begins,
                groups: form.groups.filter { $0.code != "RELATIVE" },
                fields: form.fields.filter { !$0.code.hasPrefix("relative_") })
        }
        parts.tracks = parts.tracks.map { track in
            Track(
                terms: track.terms, meaning: track.meaning, dataClass: track.dataClass,
                stages: track.stages.filter { $0.code != "LISTEN" })
        }
        new = CircuitDefinition(parts)
    }

    @Test func `An act of a form that is gone is read whole, with its codes`() throws {
        let parts = Sample.noted.split(old)
        #expect(parts.map(\.dataClass) == [.health])
        let read = try #require(PartialAct(parts, definition: new))
        #expect(read.heading == Sample.noted.heading)
        #expect(read.heading?.form == "PSY" && new.form("PSY") == nil)
        #expect(read.values == Sample.noted.values)
        #expect(read.classes == [.health])
        #expect(read.act == Sample.noted)
    }

    @Test func `Values of fields that are gone are kept, after those that are known`() throws {
        let read = try #require(PartialAct(Sample.opening.split(old), definition: new))
        #expect(Set(read.values) == Set(Sample.opening.values))
        let known = read.values.prefix { new.field($0.field) != nil }
        let gone = read.values.dropFirst(known.count)
        #expect(!gone.isEmpty && gone.allSatisfy { $0.field.hasPrefix("relative_") })
    }

    @Test func `Heads fold over acts that the definition no longer knows`() throws {
        var heads = Heads()
        for act in Sample.path {
            for part in act.split(old) { heads.fold(part, new) }
        }
        let whole = Sample.heads(Sample.path, old)
        #expect(heads.stage == whole.stage)
        #expect(heads[.social]?.risk == whole[.social]?.risk)
        #expect(heads[.social]?.actCount == whole[.social]?.actCount)
        #expect(heads[.health]?.actCount == whole[.health]?.actCount)
        #expect(heads[.identity]?.texts(.givenNameArabic) == ["سلمى"])
        for head in heads.all { _ = head.tasks(new) }
    }

    @Test func `A head that was kept keeps the stage that is gone`() {
        var heads = Sample.heads([Sample.opening, Sample.reported, Sample.received], old)
        heads.fold(Sample.listened, old)
        #expect(heads.stage == "LISTEN" && new.stage("LISTEN") == nil)
        for head in heads.all { _ = head.tasks(new) }
        // The file is not stuck for ever: an act that stays is still taken.
        let noted = Sample.act(40, Sample.heading(.form, form: "F2", from: "LISTEN"))
        heads.fold(noted, new)
        #expect(heads.stage == "LISTEN")
    }
}
