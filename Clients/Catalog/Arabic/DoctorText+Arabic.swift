extension DoctorText {
    func arabic(_ subject: String) -> (happened: String, advice: String?) {
        switch self {
        case .daemonRuns:
            (
                "المخزن مفتوح في خادم يعمل.",
                nil
            )
        case .daemonRests:
            (
                "لا يعمل أي خادم على المخزن.",
                nil
            )
        case .anotherUser:
            (
                "المخزن لمستخدم آخر: لم يُفحص ما فيه.",
                "نفذ الأمر باسم ذلك المستخدم: sudo -u madar madard doctor."
            )
        case .swapOff:
            (
                "ليس في الجهاز ذاكرة تبديل.",
                nil
            )
        case .swapForbidden:
            (
                "في الجهاز ذاكرة تبديل، وذاكرة الخادم لا تصل إليها.",
                nil
            )
        case .swapOn:
            (
                "في الجهاز ذاكرة تبديل.",
                "شغل الخادم بوحدته التي تضبط MemorySwapMax=0، أو أوقف التبديل: swapoff -a."
            )
        case .swapReaches:
            (
                "قد تُكتب ذاكرة الخادم مكشوفة في ذاكرة التبديل.",
                "اضبط MemorySwapMax=0 في وحدته وأعد تشغيله، أو أوقف التبديل: swapoff -a."
            )
        case .coresForbidden:
            (
                "لا يترك الخادم صورة عن ذاكرته.",
                nil
            )
        case .coresAllowed:
            (
                "قد يترك الخادم صورا عن ذاكرته (\(subject)).",
                "اضبط LimitCORE=0 في وحدته وأعد تشغيله."
            )
        case .lockedMemoryEnough:
            (
                "يمكن قفل ما يكفي من الذاكرة للمفاتيح.",
                nil
            )
        case .lockedMemoryShort:
            (
                "لا يستطيع الخادم أن يقفل إلا \(subject) من الذاكرة، وهذا لا يكفي مفاتيحه.",
                "اضبط LimitMEMLOCK=1G في وحدته وأعد تشغيله."
            )
        case .lockedMemoryShortHere:
            (
                "لا يمكن من هنا قفل إلا \(subject) من الذاكرة.",
                "شغل الخادم بوحدته، أو ارفع الحد أولا: ulimit -l."
            )
        case .clockSynchronised:
            (
                "الساعة مضبوطة على ساعة أخرى.",
                nil
            )
        case .clockFree:
            (
                "لا يُعرف شيء يضبط الساعة.",
                "فعّل NTP: timedatectl set-ntp true."
            )
        case .clockWrong:
            (
                "الساعة بعيدة عن الصواب بسنوات.",
                "اضبطها قبل أن يعمل الخادم: عليها تقوم الآجال والسجل."
            )
        case .diskRoom:
            (
                "في القرص \(subject) فارغة.",
                nil
            )
        case .diskTight:
            (
                "في القرص \(subject) فارغة: لا تكفي لنسخة من قاعدة البيانات.",
                "أفرغ مساحة وإلا فشلت النسخة الاحتياطية القادمة."
            )
        case .diskLow:
            (
                "لم يبق في القرص إلا \(subject): إذا امتلأ لم يُكتب شيء.",
                "أفرغ مساحة الآن."
            )
        case .reserveSpent:
            (
                "استُهلك احتياطي القرص الممتلئ: لا يُكتب شيء حتى يُستعاد.",
                "أفرغ مساحة، والخادم يستعيده من تلقاء نفسه."
            )
        case .folderOpen:
            (
                "المجلد \(subject) ليس لصاحبه وحده.",
                "اجعل صلاحياته 0700."
            )
        case .filesRight:
            (
                "ملفات المخزن موجودة، وهي لصاحبه وحده.",
                nil
            )
        case .fileMissing:
            (
                "الملف \(subject) مفقود.",
                "استرجعه من نسخته الاحتياطية قبل أي شيء آخر."
            )
        case .fileOpen:
            (
                "\(subject) ليس ملفا لصاحبه وحده.",
                "اجعل صلاحياته 0600."
            )
        case .fileOfAnother:
            (
                "\(subject) لمستخدم غير صاحب المخزن.",
                "أعده إلى صاحب المخزن: chown."
            )
        case .credentialRight:
            (
                "ملف الاعتماد \(subject) لصاحبه وحده.",
                nil
            )
        case .credentialMissing:
            (
                "ملف الاعتماد \(subject) غير موجود: يبدأ الخادم مختوما.",
                "انظر هل عملت madar-unseal.service، أو افتح بالأمر madarctl unseal."
            )
        case .credentialBeside:
            (
                "ملف الاعتماد \(subject) على قرص المخزن: من سرق القرص أخذ الاثنين.",
                "اجعله في عهدة systemd: madar-unseal.service."
            )
        case .journalRight:
            (
                "قاعدة البيانات تُكتب كما ينبغي.",
                nil
            )
        case .journalWaits:
            (
                "لم يتوقف الخادم الأخير كما ينبغي: تنتظر كتابات في سجل قاعدة البيانات.",
                "شغل الخادم فيأخذها، ولا تحذف أي ملف."
            )
        case .journalForeign:
            (
                "قاعدة البيانات ليست مكتوبة كما يكتبها الخادم.",
                "لا تشغل عليها شيئا: استرجع نسخة احتياطية واحتفظ بالملفات كما هي."
            )
        case .sqliteFixed:
            (
                "SQLite \(subject).",
                nil
            )
        case .sqliteRule:
            (
                "في SQLite \(subject) خلل معروف تمنعه طريقة كتابة الخادم.",
                "لا تفتح قاعدة البيانات ببرنامج آخر."
            )
        case .libsodium:
            (
                "libsodium \(subject).",
                nil
            )
        case .storeUnreadable:
            (
                "تعذر فتح المخزن. \(subject)",
                "لا تغير ملفاته."
            )
        case .backupsUnasked:
            (
                "لم تُفحص خطة النسخ الاحتياطي: المخزن مفتوح في خادم.",
                "اسأل الخادم: madarctl backup list."
            )
        case .backupsUnplanned:
            (
                "لا توجد خطة معتمدة للنسخ الاحتياطي.",
                "اقترحها: madarctl backup plan."
            )
        case .restorationUnsigned:
            (
                "استُرجع المخزن من نسخة احتياطية، ولم يوقع ذلك شخصان بعد.",
                "إن ضاع شيء فوقعاه: madarctl restored --sign."
            )
        case .backupFolderThere:
            (
                "مجلد النسخ الاحتياطي \(subject) موجود.",
                nil
            )
        case .backupFolderMissing:
            (
                "مجلد النسخ الاحتياطي \(subject) غير موجود.",
                "اربط قرصه."
            )
        case .backupFolderBeside:
            (
                "مجلد النسخ الاحتياطي \(subject) على قرص المخزن.",
                "خطط لمجلد على قرص آخر."
            )
        case .backupLate:
            (
                "أحدث نسخة احتياطية أقدم مما تسمح به الخطة.",
                "شغل الخادم وافتحه، والأمر madarctl backup list يبين سبب الفشل."
            )
        }
    }
}
