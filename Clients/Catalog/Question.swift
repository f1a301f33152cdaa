/// What a program asks, and the words of its menus.
public enum Question: CaseIterable, Equatable, Sendable {
    /// “New passphrase that unseals (12 characters or more)”.
    case newUnsealPassphrase
    /// “Choose a passphrase for the custody key (12 characters at least)”.
    case newCustodyPassphrase
    /// “Passphrase of the custody key”.
    case custodyPassphrase
    /// “Did everybody read the same fingerprint? (y/n)”.
    case confirmCustodyKeys
    /// “Choose a passphrase for the key of the witness (12 characters at least)”.
    case newWitnessPassphrase
    /// “Did the witness read the same key? (y/n)”.
    case confirmWitnessKey
    /// “Record this incident? Nothing is taken out of the register. (y/n) ”.
    case confirmIncident
    /// “To erase it for good, type the file number: ”.
    case numberToErase
    /// “Why is it ordered? Write no name: ”.
    case orderReason
    /// “Forget this province? No file is sent to it or taken from it any more. (y/n)”.
    case confirmForgetProvince
    /// “Did the other side read the same digits? (y/n)”.
    case confirmFingerprint
    /// “Make a page to print”.
    case menuPrint
    /// “Why do you print it? (it stands on the page and in the log) ”.
    case printReason
    /// “Why do you open it?”.
    case glassReason
    /// “Is the child's life in danger now?”.
    case glassLifeDanger
    /// “Open the file?”.
    case confirmGlass
    /// “Which access?”.
    case glassWhich
    /// “Was the access justified?”.
    case glassJustified
    /// “What did you find?”.
    case glassNote
    /// “Do you accept? (y/n) ”.
    case confirmSecrecy
    /// “Settle the alarm? (y/n)”.
    case confirmSettle
    /// “Number of the act (madar history):”.
    case actSequence
    /// “Fetch a picture or document”.
    case menuAttachment
    /// “What others did on my files”.
    case menuNews
    /// “A child in danger now”.
    case menuUrgent
    /// “Refer a child to a service”.
    case menuRefer
    /// “What was referred to my service”.
    case menuReferrals
    /// “What the service has to know. The least that helps the child; nothing is told unasked:”.
    case chooseExtract
    /// “tell it? [y/N]”.
    case tellService
    /// “Which picture or document?”.
    case chooseAttachment
    /// “Path of a picture (JPEG or PNG) or of a PDF, or an empty line:”.
    case attachmentPath
    /// “Make the next key the current one? (y/n) ”.
    case confirmSwitch
    /// “Have the daemon forget this key? (y/n) ”.
    case confirmDropKey
    /// “Drafts: what was answered and not sent”.
    case menuDrafts
    /// “Answers were kept that were not sent:”.
    case draftsFound
    /// “Begin anew; what was kept stays”.
    case draftAnew
    /// “Go on with which draft?”.
    case draftWhich
    /// “What waits on this device”.
    case menuOutbox
    /// “Sessions, activities, plan and directory”.
    case menuRecords
    /// “Enter a session, an activity or another record”.
    case menuRecord
    /// “Figures of an indicator”.
    case menuFigures
    /// “Write a report of a period”.
    case menuReport
    /// “What the province lacks”.
    case menuGaps
    /// “What is published, and what waits”.
    case menuPublish
    /// “Of what kind?”.
    case chooseKind
    /// “Which indicator?”.
    case chooseIndicator
    /// “Which report?”.
    case chooseReport
    /// “Which period?”.
    case choosePeriod
    /// “Path of the file to write, or an empty line: ”.
    case reportPath
    /// “Enter the opening all the same? (y/n) ”.
    case confirmUnsearched
    /// “Drop it for good? (y/n) ”.
    case confirmDrop
    /// “Paste or type the invitation”.
    case invitationText
    /// “A name for this device, for example "office 2"”.
    case deviceLabel
    /// “Choose a passphrase for this device (12 characters or more)”.
    case newPassphrase
    /// “Repeat the passphrase”.
    case repeatPassphrase
    /// “Passphrase”.
    case passphrase
    /// “Unseal passphrase”.
    case unsealPassphrase
    /// “The child's name, or a file number”.
    case searchText
    /// “Many are alike. Age, year of birth, a parent's name or a telephone”, to narrow a search.
    case narrowSearch
    /// “The child's name as you know it, to see whether a file exists”.
    case newChildName
    /// “File number”.
    case fileNumber
    /// “Why you need to read this (it stands in the log)”.
    case motive
    /// “Why you need the protected fields, or an empty line to read without them”.
    case motiveOptional
    /// “Reason for this act”.
    case reason
    /// “When did it happen? (empty line: now; or 27/05/2026 14:30)”.
    case eventTime
    /// “Choose the form”.
    case chooseForm
    /// “Next stage (empty line: the stage stays)”.
    case chooseStage
    /// “Which one? (empty line: none)”.
    case chooseMatter
    /// “Choose the role”.
    case chooseRole
    /// “Choose the organisation (empty line: a new one)”.
    case chooseOrganisation
    /// “Name of the new organisation”.
    case newOrganisation
    /// “Full name of the new member”.
    case memberName
    /// “Number, part of the name, or an empty line”.
    case menu
    /// “Numbers separated by commas, or an empty line”.
    case menuSeveral
    /// “Nothing fits. Try again”.
    case nothingFits
    /// “Name of the commune, or a part of it”.
    case commune
    /// “Yes or no (y/n), or an empty line”.
    case yesNo
    /// “Day, for example 27/05/2019”.
    case date
    /// “Day and time, for example 27/05/2026 14:30, or "now"”.
    case moment
    /// “Number”.
    case number
    /// “Text”.
    case text
    /// “Member id, or "me"”.
    case memberField
    /// “Name of the person, as the file has it”.
    case personField
    /// “Nobody around the child is called so: record the person first”.
    case badPerson
    /// “Organisation id, or "mine"”.
    case organisationField
    /// “That is no date”.
    case badDate
    /// “That is no day and time”.
    case badMoment
    /// “That is no whole number”.
    case badNumber
    /// “Answer yes or no”.
    case badYesNo
    /// “That is no member id”.
    case badMember
    /// “That is no organisation id”.
    case badOrganisation
    /// “This field is required”.
    case mustAnswer
    /// “* required. Empty line: skip. "<": previous field. "!": give up without sending”.
    case formHelp
    /// “* required. Empty line: skip. "<": previous field. "!": stop; nothing is kept”.
    case formHelpUnkept
    /// “Empty line: keep the value. "-": remove it”.
    case keepsValue
    /// “Correct these fields”.
    case correctNow
    /// “Send this act? (y/n)”.
    case confirmSend
    /// “None of these is the child: open a new file? (y/n)”.
    case confirmNewFile
    /// “What do you approve?”.
    case approveWhich
    /// “What do you want to do?”.
    case menuQuestion
    /// “Find a file”.
    case menuFind
    /// “My day”.
    case menuDay
    /// “My team”.
    case menuTeam
    /// “My files”.
    case menuMine
    /// “What is due”.
    case menuDue
    /// “Open a file”.
    case menuOpen
    /// “Show a file”.
    case menuShow
    /// “Add an act to a file”.
    case menuAct
    /// “History of a file”.
    case menuHistory
    /// “State of the daemon”.
    case menuStatus
    /// “Lock and quit”.
    case menuLock
    /// “Quit”.
    case menuQuit
    /// “y yes”.
    case yesLetters
    /// “n no”.
    case noLetters
    /// “now”.
    case nowWord
    /// “me”.
    case meWord
    /// “mine”.
    case mineWord
    /// “approve”.
    case approveWord

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
