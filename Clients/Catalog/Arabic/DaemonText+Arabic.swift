extension DaemonText {
    var arabic: String {
        switch self {
        case .initialised(let path): "تم إعداد المخزن في \(isolated(path))."
        case .operatorInvitation: "دعوة مشغل النظام. سلمها يدا بيد:"
        case .coordinatorInvitation: "دعوة المنسق. سلمها يدا بيد:"
        case .shownOnce: "لا تعرض الدعوتان مرة أخرى."
        case .fingerprint(let text): "بصمة الخادم، تقرأ بصوت عال بين شخصين: \(isolated(text))"
        case .nextServe(let command): "شغل الخادم الآن: \(isolated(command))"
        case .newUnsealPassphrase: "اختر عبارة سر فك الختم (12 حرفا على الأقل): "
        case .keepPassphrase: "من فقدها فقد الملفات: احفظها مكتوبة في مكان مقفل."
        case .listening(let address): "يستمع على \(isolated(address))"
        case .sealed: "مختوم: ينتظر فك الختم بواسطة madarctl unseal"
        case .serving(let files): "في الخدمة: \(isolated(files))"
        case .stopping: "جار التوقف"
        case .stopped: "توقف"
        case .folderNotEmpty(let path): "المجلد \(isolated(path)) ليس فارغا. لم يغير شيء."
        case .noStore(let path): "لا يوجد مخزن في \(isolated(path)). أنشئه: madard init"
        case .alreadyRunning: "خادم آخر يعمل على هذا المخزن."
        case .addressInUse(let address): "العنوان \(isolated(address)) مستعمل."
        case .unknownSetting(let key): "إعداد غير معروف: \(isolated(key))"
        case .badSetting(let key): "قيمة غير صالحة للإعداد \(isolated(key))"
        case .settingsGood: "الإعدادات صحيحة."
        case .definitionBad(let place):
            "تعريف المدار غير صحيح: \(isolated(place)). بقي التعريف السابق."
        case .definitionGood(let version): "تعريف المدار صحيح، النسخة \(isolated(version))."
        case .unknownProvince(let code): "لا يوجد إقليم بالرمز \(isolated(code))."
        case .settingsReloaded: "أعيدت قراءة الإعدادات."
        case .restartNeeded(let key): "يتطلب تغيير \(isolated(key)) إعادة التشغيل."
        case .verified(let acts, let leaves):
            "التحقق تام: \(isolated(acts))، قيود السجل \(isolated(leaves))."
        case .verificationFailed(let count): "فشل التحقق: \(isolated(count))."
        }
    }
}
