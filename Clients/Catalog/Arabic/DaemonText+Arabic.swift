extension DaemonText {
    var arabic: String {
        switch self {
        case .initialised(let path): "تم إعداد المخزن في \(isolated(path))."
        case .operatorInvitation: "دعوة مشغل النظام. سلمها يدا بيد:"
        case .coordinatorInvitation: "دعوة المنسق. سلمها يدا بيد:"
        case .shownOnce: "لا تعرض الدعوتان مرة أخرى."
        case .nextServe(let command): "شغل الخادم الآن: \(isolated(command))"
        case .newUnsealPassphrase: "اختر عبارة سر فك الختم (12 حرفا على الأقل): "
        case .keepPassphrase: "من فقدها فقد الملفات: احفظها مكتوبة في مكان مقفل."
        case .listening(let address): "يستمع على \(isolated(address))"
        case .stopped: "توقف"
        case .unknownSetting(let key): "إعداد غير معروف: \(isolated(key))"
        case .badSetting(let key): "قيمة غير صالحة للإعداد \(isolated(key))"
        case .settingsWrong(let count): "الإعدادات غير صحيحة: \(isolated(count)). لم يتغير شيء."
        case .settingsRight: "الإعدادات صحيحة."
        case .definitionBad(let count):
            "تعريف المدار غير صحيح: \(isolated(count)). بقي التعريف السابق."
        case .definitionWrong(let count): "التعريف غير صحيح: \(isolated(count))."
        case .faultsNotShown(let count): "غير معروض: \(isolated(count))."
        case .definitionRight(let counts): "التعريف صحيح: \(isolated(counts))."
        case .definitionAdds: "أضيف:"
        case .definitionReplaces: "استبدل:"
        case .definitionRemoves: "أزيل:"
        case .definitionUnchanged: "المجلد لا يغير شيئا."
        case .leavesChecked(let done, let total):
            "فُحصت \(isolated(done)) ورقة من \(isolated(total))"
        case .storeChecked(let counts): "فُحص: \(isolated(counts))."
        case .storeOpened(let counts): "وفُتح أيضا: \(isolated(counts))."
        case .storeWhole: "كل شيء متطابق."
        case .restored(let path, let size):
            "المخزن في \(isolated(path))، كما كان وفي سجله \(isolated(size)) ورقة."
        case .restoreMissing(let count):
            "كُتب بعد النسخة وضاع: \(isolated(count)) من السجل. الأجهزة التي رأت أكثر من ذلك تنبه "
                + "أصحابها ولا تكتب شيئا: أخبر المنسق بالأيام الناقصة."
        case .restoreKeysNotTried:
            "لم تُجرَّب المفاتيح: استعمل --credential، أو افتح الخادم واقرأ ملفا."
        case .drilled(let path):
            "ثبت أن النسخة الاحتياطية تُسترجع. يأخذ الخادم هذه الملاحظة بنفسه: \(isolated(path))"
        case .restoreErased(let count):
            "مُحي بعد النسخة، ومُحي الآن من جديد: \(isolated(count)) من أجزاء الإجراءات."
        case .restoreErasesLater:
            "ما مُحي بعد النسخة يُمحى من جديد عند فتح المخزن."
        case .restoreErasuresUnknown:
            "لا تذكر نسخة المفاتيح ما مُحي بعد النسخة: قارن محاضر المحو، وأعد الأمر بمحو ما عاد."
        case .restoreSettings: "كان الخادم المنسوخ يعمل بهذه الإعدادات:"
        case .storeFaulty(let count): "المخزن غير متطابق: \(isolated(count))."
        case .noteWouldTell:
            "أما إعادة حالة قديمة للمخزن كله فلا تكشفها إلا نقطة مراقبة محفوظة: --note FILE"
        case .noteUnreadable(let path): "تعذرت قراءة نقطة المراقبة \(isolated(path))."
        case .folderUnreadable(let path): "تعذرت قراءة المجلد \(isolated(path))."
        }
    }
}
