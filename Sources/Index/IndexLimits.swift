/// The limits of this room, each with its unit in its name.
public enum IndexLimits {
    /// The longest query, in bytes.
    public static let queryBytes = 512
    /// How many words of a query count.
    public static let wordsPerQuery = 8
    /// How many words of a query may be one name that another hand writes together.
    static let wordsPerSpan = 4
    /// How many words of the name of somebody around a child a query compares.
    static let wordsPerRelative = 2
    /// How many candidates a search finds at most.
    public static let candidatesPerSearch = 20
    /// By how many years a row of a register and a file of its child may differ.
    static let yearsBesideRegister = 1
    /// How alike two names are at least that are held for each other, from 0 to 100.
    static let leastLikeness = 72
    /// How alike the names of a candidate are at least to those asked for, from 0 to 100.
    static let leastNameLikeness = 60
    /// What speaks for it at least that two files are of one child, in points, for a person to look.
    public static let duplicateWeight = 70
    /// How many files have a clue at most that tells something: a telephone, a number.
    static let filesPerClue = 32
    /// With how many others a file is held alike at most.
    static let matesPerFile = 32
    /// How many files are looked at that are joined one to the other, to the last that goes on.
    static let joinsPerFile = 8
    /// How many other files bear a name at most that is looked at in each of them; where more do, only in
    /// those of a child who was born on the same day.
    static let namesakesCompared = 1_024
    /// How many other files bear a name at most that few bear.
    static let fewNamesakes = 2
    /// How many other files bear a name at most that some bear.
    static let someNamesakes = 8
    /// How many words of one part of a name count.
    static let wordsPerPart = 8
    /// How many names are known at most to who reads many files one after the other: a power of two.
    static let knownNames = 1 << 13
    /// How many sounds of one name count.
    static let soundsPerName = 48
    /// How many people around a child a search knows of.
    static let relativesPerFile = 4
    /// How many telephone numbers of one file a search knows of.
    static let phonesPerFile = 4
    /// How many numbers in registers of one file a search knows of.
    static let referencesPerFile = 2
    /// By how many of its last digits a telephone number is found.
    public static let phoneEndDigits = 6
    /// How many bytes of text a file has, where room is made for many.
    static let expectedNameBytes = 80
    /// How many names a file has in all its parts, where room is made for many.
    static let expectedNameUses = 9
    /// How many tasks a file has, where room is made for many.
    static let expectedTasks = 2
    /// The largest page of a list, in items.
    public static let itemsPerPage = 200
    /// The longest stored text of one name, in bytes; what is longer is found, and shown cut.
    static let nameBytes = 240
    /// How much of the title of a file of another kind than a child's is told, in bytes.
    static let titleBytes = 640
    /// How many bytes of what a name sorts by count, which a cursor holds.
    ///
    /// Names that agree that far stand in the order of their files.
    static let sortKeyBytes = 64
    /// How many files are told at once that go with one.
    static let tiesPerFile = 32
    /// How many tasks of one file are kept.
    static let tasksPerFile = 32
    /// How many happenings of a file are counted: the latest.
    static let happeningsPerFile = 2_048
    /// The room of dropped names above which the names are packed again, in bytes.
    static let wasteBytes = 1 << 14
}
