import Basics
import Catalog
import Circuit
import Commands
import Terminal

// How the people around a child are shown, and how a person who types means one of them.

extension [Matter] {
    /// The one person that a text names: by the name, or by the first letters of the id.
    func named(_ text: String) -> ActID? {
        let typed = text.trimmed.lowercased()
        guard !typed.isEmpty else { return nil }
        let called = filter { $0.personName?.lowercased() == typed }
        let found = called.isEmpty ? filter { $0.act.hexadecimal.hasPrefix(typed) } : called
        return found.count == 1 ? found.first?.act : nil
    }
}

extension ValueText {
    /// Somebody around the child: the name, what the person is to the child, and whether that one
    /// may not stand for it now.
    func person(_ id: ActID) -> String {
        guard let person = people.first(where: { $0.act == id }), let name = person.personName
        else { return unnamed(.person, id.hexadecimal) }
        var text = context.screen.value(name)
        if case .choice(let tie) = person.values(.personTie).first {
            text += " (" + choice(tie, meaning: .personTie) + ")"
        }
        if let stage = person.stage, person.isSuspended(definition) {
            text += ": " + self.stage(stage)
        }
        return text
    }

    /// Whether a value names somebody who may not stand for the child now.
    func isAlarming(_ value: Value) -> Bool {
        guard case .person(let id) = value else { return false }
        return people.first { $0.act == id }?.isSuspended(definition) ?? false
    }
}
