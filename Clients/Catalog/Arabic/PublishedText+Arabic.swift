extension PublishedText {
    var arabic: String {
        switch self {
        case .title: "الأرقام المنشورة"
        case .draftTitle: "ما سينشر"
        case .publication: "المنشور"
        case .stateTold: "كما هو مقرر"
        case .stateCoarsened: "بتفصيل أقل"
        case .stateWithheld: "محجوب"
        case .stateWaits: "ينتظر شخصا ثانيا"
        case .statePublished: "منشور"
        case .why: "السبب"
        case .reasonTells: "يمكن مع كل ما ينشر استنتاج عدد صغير"
        case .reasonUnproved: "لم يثبت تعذر استنتاج عدد صغير"
        case .reasonNoSum: "غابت الجداول التي هو مجموعها"
        case .reasonBefore: "نشر من قبل عن الأطفال أنفسهم في هذه الأيام"
        case .reasonLess: "كان تفصيله الكامل سيكشف أكثر من اللازم"
        case .approvedBy: "وافق عليه"
        case .count: "العدد"
        case .hash: "البصمة"
        case .rounded:
            "يقرب كل عدد إلى مضاعف للعدد 3، صعودا أو نزولا بالقرعة، بفارق 2 على الأكثر: فقد يعني 0 طفلا أو طفلين. ولا تعطى المجاميع لأن مجموع الأعداد المقربة أبعد عن الحقيقة."
        case .once:
            "ينشر عن الأطفال أنفسهم والأيام نفسها مرة واحدة: فما يدخل أو يصحح لاحقا لا يغير شيئا هنا."
        }
    }
}
