/// What is wrong with a store, as the daemon's operator reads it; the raw values are the codes of
/// the daemon's own list, and a test compares the two.
public enum StoreFaultText: String, CaseIterable, Sendable {
    case unknownProvince = "unknown_province"
    case noFoundingRole = "no_founding_role"
    case unknownRole = "unknown_role"
    case noSlot = "no_slot"
    case anotherProvince = "another_province"
    case inUse = "in_use"
    case notFound = "not_found"
    case alreadyExists = "already_exists"
    case diskFull = "disk_full"
    case damagedDatabase = "damaged_database"
    case wrongMode = "wrong_mode"
    case newerLayout = "newer_layout"
    case unsuitablePassphrase = "unsuitable_passphrase"
    case wrongPassphrase = "wrong_passphrase"
    case damagedKeyring = "damaged_keyring"
    case olderKeyring = "older_keyring"
    case logMismatch = "log_mismatch"
    case noTransportKeys = "no_transport_keys"
    case damagedRegistry = "damaged_registry"
    case memoryNotLocked = "memory_not_locked"
    case addressNotAvailable = "address_not_available"
    case inputOutput = "input_output"
    case noBackup = "no_backup"
    case noBackupPlan = "no_backup_plan"
    case noBackupFolder = "no_backup_folder"
    case noRecipient = "no_recipient"
    case backupNoSpace = "backup_no_space"
    case identityUnreadable = "identity_unreadable"
    case notARecipient = "not_a_recipient"
    case damagedBackup = "damaged_backup"

    /// The exit status that goes with the fault.
    public var status: ExitStatus {
        switch self {
        case .unknownProvince, .unknownRole, .alreadyExists, .unsuitablePassphrase,
            .identityUnreadable:
            .badInput
        case .noSlot: .usage
        case .noFoundingRole, .anotherProvince, .wrongMode, .newerLayout, .memoryNotLocked,
            .noBackupPlan, .noRecipient:
            .configuration
        case .inUse: .tryAgain
        case .notFound, .noTransportKeys, .noBackup, .noBackupFolder: .noInput
        case .diskFull, .inputOutput, .backupNoSpace: .inputOutput
        case .wrongPassphrase, .notARecipient: .refused
        case .logMismatch: .negative
        case .damagedDatabase, .damagedKeyring, .olderKeyring, .damagedRegistry, .damagedBackup:
            .failed
        case .addressNotAvailable: .unreachable
        }
    }

    /// What happened, what was kept and what to do, in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }

    private var arabic: String {
        switch self {
        case .unknownProvince: "لا يوجد إقليم بهذا الرمز له مدار حماية. لم يُنشأ شيء."
        case .noFoundingRole: "لا يحدد التعريف دورا للتشغيل أو دورا للتنسيق."
        case .unknownRole: "الدور المطلوب غير موجود. لم يُنشأ شيء."
        case .noSlot: "يلزم إعطاء عبارة سر أو ملف اعتماد لفتح المخزن."
        case .anotherProvince: "أُنشئ المخزن لإقليم غير معرَّف هنا."
        case .inUse: "يعمل برنامج آخر على هذا المخزن. لم يُمسّ المخزن."
        case .notFound: "لا يوجد مخزن في هذا المجلد. أنشئه بالأمر madard init."
        case .alreadyExists: "يوجد مخزن في هذا المكان. لم يُمسّ."
        case .diskFull: "القرص ممتلئ. لم يضع شيء: أفرغ مساحة ثم أعد المحاولة."
        case .damagedDatabase: "قاعدة البيانات تالفة. لم تُمسّ الملفات: استرجع نسخة احتياطية."
        case .wrongMode: "يستطيع غيرك قراءة ملف من المخزن. اجعل صلاحياته 0600."
        case .newerLayout: "كُتب المخزن بإصدار أحدث. استعمل ذلك الإصدار."
        case .unsuitablePassphrase: "عبارة السر أقصر من 12 بايتا أو أطول من 1024. لم يُنشأ شيء."
        case .wrongPassphrase: "عبارة السر أو ملف الاعتماد لا يفتح هذا المخزن."
        case .damagedKeyring: "حلقة المفاتيح تالفة. لم يُمسّ المخزن: استرجع أحدث نسخة منها."
        case .olderKeyring: "حلقة المفاتيح أقدم من السجل. لم يُمسّ المخزن: استرجع أحدث نسخة منها."
        case .logMismatch: "السجل لا يوافق نقطته الموقعة: يُشتبه في إرجاع نسخة قديمة أو تلف."
        case .noTransportKeys: "ملف مفاتيح النقل مفقود. استرجعه من نسخته الاحتياطية."
        case .damagedRegistry: "ملف مفاتيح النقل أو سجل الأعضاء تالف. استرجعهما معا."
        case .memoryNotLocked: "لا تسمح النواة بقفل الذاكرة للمفاتيح. ارفع حد memlock."
        case .addressNotAvailable: "لا يمكن الإنصات على هذا العنوان. اختر منفذا آخر."
        case .inputOutput: "رفض القرص القراءة أو الكتابة. لم يُحفظ ما كان جاريا."
        case .noBackup: "لا توجد هنا نسخة احتياطية مع نسخة مفاتيحها. سمّ الملف، والمفاتيح بـ --keys."
        case .noBackupPlan: "لا توجد خطة معتمدة للنسخ الاحتياطي. اقترحها: madarctl backup plan."
        case .noBackupFolder: "مجلد النسخ الاحتياطي غير موجود. اربط القرص ثم أعد المحاولة."
        case .noRecipient: "يلزم مستلمان مختلفان على الأقل، وأن تكون مفاتيحهما (age1…) صالحة."
        case .backupNoSpace: "لا تكفي مساحة القرص للنسخة. لم تُكتب: أفرغ مساحة ثم أعد المحاولة."
        case .identityUnreadable: "لا يوجد في الملف مفتاح age صالح (AGE-SECRET-KEY-1…)."
        case .notARecipient: "لم تُعدّ هذه النسخة لصاحب هذا المفتاح. استعمل مفتاح مستلم آخر."
        case .damagedBackup: "ملف النسخة الاحتياطية ناقص أو تالف. استعمل نسخة أخرى."
        }
    }

    private var french: String {
        switch self {
        case .unknownProvince: "Aucun territoire doté d'un circuit n'a ce code. Rien n'a été créé."
        case .noFoundingRole: "La définition n'a pas de rôle d'exploitation ou de coordination."
        case .unknownRole: "Un rôle demandé n'existe pas. Rien n'a été créé."
        case .noSlot: "Il faut une phrase secrète ou un fichier d'accès pour ouvrir le dépôt."
        case .anotherProvince: "Le dépôt a été créé pour une province non définie ici."
        case .inUse: "Un autre madard a ouvert ce dépôt. Il n'a pas été touché."
        case .notFound: "Pas de dépôt dans ce dossier. Créez-le : madard init."
        case .alreadyExists: "Un dépôt se trouve déjà là. Il n'a pas été touché."
        case .diskFull:
            "Le disque est plein. Rien n'est perdu : libérez de la place et recommencez."
        case .damagedDatabase:
            "La base est endommagée. Les fichiers n'ont pas été touchés : restaurez une sauvegarde."
        case .wrongMode: "D'autres que vous peuvent lire un fichier du dépôt. Mettez-le en 0600."
        case .newerLayout: "Le dépôt a été écrit par une version plus récente. Utilisez-la."
        case .unsuitablePassphrase:
            "La phrase secrète fait moins de 12 ou plus de 1 024 octets. Rien n'a été créé."
        case .wrongPassphrase: "La phrase secrète ou le fichier d'accès n'ouvre pas ce dépôt."
        case .damagedKeyring:
            "Le trousseau est endommagé. Le dépôt est intact : restaurez le dernier trousseau."
        case .olderKeyring:
            "Le trousseau est plus ancien que le journal. Restaurez le dernier trousseau sauvegardé."
        case .logMismatch:
            "Le journal ne concorde pas avec son point signé : retour en arrière ou dégât suspecté."
        case .noTransportKeys: "Le fichier des clés de transport manque. Restaurez-le."
        case .damagedRegistry:
            "Les clés de transport ou le registre sont endommagés. Restaurez-les ensemble."
        case .memoryNotLocked: "Le noyau refuse de verrouiller la mémoire. Relevez memlock."
        case .addressNotAvailable: "Impossible d'écouter à cette adresse. Choisissez un autre port."
        case .inputOutput: "Le disque refuse de lire ou d'écrire. L'opération n'a pas été gardée."
        case .noBackup:
            "Pas de sauvegarde avec ses clés à cet endroit. Nommez le fichier, et --keys."
        case .noBackupPlan:
            "Aucun plan de sauvegarde n'est approuvé. Proposez-en un : madarctl backup plan."
        case .noBackupFolder:
            "Le dossier des sauvegardes n'est pas là. Montez le disque et recommencez."
        case .noRecipient:
            "Il faut au moins deux destinataires différents, aux clés (age1…) valables."
        case .backupNoSpace:
            "Pas assez de place pour la sauvegarde. Rien n'a été écrit : libérez de la place."
        case .identityUnreadable: "Le fichier ne contient pas de clé age (AGE-SECRET-KEY-1…)."
        case .notARecipient:
            "La sauvegarde n'est pas destinée à cette clé. Prenez celle d'un autre destinataire."
        case .damagedBackup:
            "Le fichier de sauvegarde est tronqué ou endommagé. Prenez une autre sauvegarde."
        }
    }

    private var english: String {
        switch self {
        case .unknownProvince: "No territory with a circuit has this code. Nothing was made."
        case .noFoundingRole: "The definition has no operating or no coordinating role."
        case .unknownRole: "A role that was asked for does not exist. Nothing was made."
        case .noSlot: "A passphrase or a credential file is needed to open the store."
        case .anotherProvince: "The store was made for a province that is not defined here."
        case .inUse: "Another madard has this store open. It was not touched."
        case .notFound: "There is no store in this folder. Make one: madard init."
        case .alreadyExists: "A store lies there already. It was not touched."
        case .diskFull: "The disk is full. Nothing is lost: make room and try again."
        case .damagedDatabase: "The database is damaged. No file was touched: restore a backup."
        case .wrongMode: "Others than you can read a file of the store. Set its mode to 0600."
        case .newerLayout: "The store was written by a newer version. Use that one."
        case .unsuitablePassphrase:
            "The passphrase has less than 12 or more than 1,024 bytes. Nothing was made."
        case .wrongPassphrase: "The passphrase or credential file does not open this store."
        case .damagedKeyring:
            "The keyring is damaged. The store is untouched: restore the newest keyring."
        case .olderKeyring:
            "The keyring is older than the log. The store is as it was: restore the newest keyring."
        case .logMismatch:
            "The log does not agree with its signed checkpoint: rollback or damage suspected."
        case .noTransportKeys: "The transport key file is missing. Restore it from its backup."
        case .damagedRegistry:
            "The transport keys or the registry are damaged. Restore them together."
        case .memoryNotLocked: "The kernel refuses to lock memory for keys. Raise memlock."
        case .addressNotAvailable: "This address cannot be listened on. Choose another port."
        case .inputOutput: "The disk refuses to read or write. What was under way was not kept."
        case .noBackup: "No backup with its keys lies there. Name the file, and its --keys."
        case .noBackupPlan: "No plan of backups is approved. Propose one: madarctl backup plan."
        case .noBackupFolder: "The folder of backups is not there. Mount the disk and try again."
        case .noRecipient:
            "At least two different recipients with valid keys (age1…) are needed."
        case .backupNoSpace:
            "There is not enough room for the backup. Nothing was written: make room."
        case .identityUnreadable: "The file holds no age key (AGE-SECRET-KEY-1…)."
        case .notARecipient:
            "The backup is not sealed to this key. Use the key of another recipient."
        case .damagedBackup: "The backup file is cut or damaged. Use another backup."
        }
    }
}
