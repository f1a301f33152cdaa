public import Basics

/// A test on the values of one act, decided row by row inside a repeating group.
public enum Condition: Hashable, Sendable {
    /// The field has a value.
    case present(field: String)
    /// The field has no value.
    case absent(field: String)
    /// The field holds one of the values; a field of several choices holds one of them.
    case any(field: String, of: [Value])
    /// The field holds none of the values, or has no value.
    case none(field: String, of: [Value])

    /// The code of the field that is tested.
    public var field: String {
        switch self {
        case .present(let field), .absent(let field), .any(let field, _), .none(let field, _):
            field
        }
    }

    /// The values that are compared; none for a test of presence.
    public var values: [Value] {
        switch self {
        case .present, .absent: []
        case .any(_, let values), .none(_, let values): values
        }
    }
}

/// Whether a field must have a value.
public enum Need: Hashable, Sendable {
    /// It may be left out.
    case optional
    /// It must have a value, in every row that is begun.
    case required
    /// It must have a value where the condition holds.
    case requiredIf(Condition)
}

/// The bounds of a field's value.
public struct Bounds: Hashable, Sendable {
    /// The longest text, in Unicode scalars.
    public let textScalars: Int
    /// The smallest number.
    public let minimum: Int64
    /// The largest number.
    public let maximum: Int64

    /// Makes bounds.
    public init(textScalars: Int, minimum: Int64 = 0, maximum: Int64 = .max) {
        self.textScalars = textScalars
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// One field of a form.
public struct Field: DefinedItem, Hashable {
    /// Its code, unique in the definition, labels, basis and validity.
    public let terms: Terms
    /// The type of its value.
    public let type: ValueType
    /// The class in which its value is sealed.
    public let dataClass: DataClass
    /// Whether it must have a value.
    public let need: Need
    /// When it may have a value; nil means always.
    public let condition: Condition?
    /// The list of its codes, for a field of one or several choices.
    public let list: String?
    /// The bounds of its value.
    public let bounds: Bounds
    /// What it means to the code.
    public let meaning: FieldMeaning?
    /// The code of the repeating group in which it stands.
    public let group: String?
    /// Whether its value tells of somebody else than the child (law 09-08, article 7): who that is, how
    /// to reach him, his work, means, health or opinion, or why he does something or does not.
    ///
    /// What only says how somebody is tied to the child tells of the child, and so does a text about
    /// the child, whoever is named in it. Members, organisations and the people around the child
    /// need no mark: the type says so.
    public let isThirdParty: Bool
    /// Whether even that there is a value is kept from whoever is given a copy for the child: what
    /// the child wants kept from somebody, who may be the very one to whom the copy goes.
    public let isWithheld: Bool

    /// Makes a field.
    public init(
        terms: Terms, type: ValueType, dataClass: DataClass, need: Need = .optional,
        condition: Condition? = nil, list: String? = nil,
        bounds: Bounds = Bounds(textScalars: CircuitLimits.textScalarsAssumed),
        meaning: FieldMeaning? = nil,
        group: String? = nil, isThirdParty: Bool = false, isWithheld: Bool = false
    ) {
        self.terms = terms
        self.type = type
        self.dataClass = dataClass
        self.need = need
        self.condition = condition
        self.list = list
        self.bounds = bounds
        self.meaning = meaning
        self.group = group
        self.isThirdParty = isThirdParty
        self.isWithheld = isWithheld
    }
}

/// A group of fields that repeats, row by row.
public struct FieldGroup: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// How many rows it may have.
    public let rowsMax: UInt16

    /// Makes a group.
    public init(terms: Terms, rowsMax: UInt16) {
        self.terms = terms
        self.rowsMax = rowsMax
    }
}

/// A form: what an act may carry.
public struct Form: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The version of its fields.
    public let version: UInt16
    /// The class in which its acts keep their kind, author and stage.
    public let homeClass: DataClass
    /// The stages in which it may be filled; none means every stage.
    public let stages: [String]
    /// What it means to the code.
    public let meaning: FormMeaning?
    /// The track of matters on which an act with this form begins one; nil where it begins none.
    public let begins: String?
    /// The codes of the kinds of files to which its acts belong; none means a child's.
    public let kinds: [String]
    /// Its repeating groups.
    public let groups: [FieldGroup]
    /// Its fields, in the order in which they are asked.
    public let fields: [Field]

    /// The form as it is asked of who may write in some classes: without the fields of others.
    public func asked(of classes: ClassSet) -> Form {
        Form(
            terms: terms, version: version, homeClass: homeClass, stages: stages, meaning: meaning,
            begins: begins, kinds: kinds, groups: groups,
            fields: fields.filter { classes.contains($0.dataClass) })
    }

    /// Makes a form.
    public init(
        terms: Terms, version: UInt16, homeClass: DataClass, stages: [String] = [],
        meaning: FormMeaning? = nil, begins: String? = nil, kinds: [String] = [],
        groups: [FieldGroup] = [], fields: [Field]
    ) {
        self.terms = terms
        self.version = version
        self.homeClass = homeClass
        self.stages = stages
        self.meaning = meaning
        self.begins = begins
        self.kinds = kinds
        self.groups = groups
        self.fields = fields
    }
}

/// One item of a code list.
public struct CodeItem: DefinedItem, Hashable {
    /// Its code, unique in its list, labels, basis and validity.
    public let terms: Terms
    /// The item that it is a kind of.
    public let parent: String?
    /// The line of the published report that counts it.
    public let reportLine: String?
    /// The sector that gives it, for a service.
    public let sector: String?
    /// How it is given, for a service.
    public let modes: [ServiceMode]
    /// What it means to the code.
    public let meaning: ItemMeaning?
    /// The code of the sex of the children of whom it speaks, for a speciality of establishments;
    /// nil where it speaks of any.
    public let sex: String?
    /// Their ages in full years; nil where it speaks of any.
    public let ages: ClosedRange<Int>?

    /// Makes an item.
    public init(
        terms: Terms, parent: String? = nil, reportLine: String? = nil, sector: String? = nil,
        modes: [ServiceMode] = [], meaning: ItemMeaning? = nil, sex: String? = nil,
        ages: ClosedRange<Int>? = nil
    ) {
        self.terms = terms
        self.parent = parent
        self.reportLine = reportLine
        self.sector = sector
        self.modes = modes
        self.meaning = meaning
        self.sex = sex
        self.ages = ages
    }
}

/// A list of codes; where its items are ranked, the first is the lowest.
public struct CodeList: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The list that holds the report lines of its items.
    public let reportLines: String?
    /// The list that holds the sectors of its items, which are services.
    public let sectors: String?
    /// What it means to the code.
    public let meaning: ListMeaning?
    /// Its items, in the order in which they are shown.
    public let items: [CodeItem]

    /// Makes a list.
    public init(
        terms: Terms, reportLines: String? = nil, sectors: String? = nil,
        meaning: ListMeaning? = nil, items: [CodeItem]
    ) {
        self.terms = terms
        self.reportLines = reportLines
        self.sectors = sectors
        self.meaning = meaning
        self.items = items
    }
}
