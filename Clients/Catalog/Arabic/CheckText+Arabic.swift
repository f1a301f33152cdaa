extension CheckText {
    var arabic: String {
        switch self {
        case .unwitnessed: "لم ير أي شاهد السجل منذ 30 يوما: لا يمحى شيء"
        case .writtenSinceOrdered:
            "أضيفت إجراءات بعد هذا الأمر وكان سيمحوها: أصدره من جديد"
        case .noRightsRequest: "هذا الإجراء ليس طلبا من صاحب المعطيات (F16)"
        case .wrongKind: "هذا خاص بملفات من نوع آخر"
        case .numberInText:
            "لا يكتب رقم أي ملف في هذا النص: اذكر تسمية الحالة"
        case .conferenceTooLong:
            "تنتهي دراسة الحالة بعد بدايتها ولا تدوم أكثر من يوم"
        case .missingField: "يلزم ملء هذا الحقل"
        case .wrongType: "القيمة من نوع آخر"
        case .notInList: "الرمز ليس في اللائحة أو لم يعد ساريا"
        case .tooLong: "النص أطول من المسموح"
        case .tooMany: "مذكور أكثر مما يسمح به"
        case .outOfRange: "العدد خارج الحدود"
        case .conditionNotMet: "لا يملأ هذا الحقل في هذه الحالة"
        case .forbiddenText: "النص يحتوي على رمز غير مسموح"
        case .unknownForm: "استمارة غير معروفة"
        case .unknownField: "حقل غير معروف في هذه الاستمارة"
        case .unknownTerritory: "ليست جماعة ولا مقاطعة معروفة"
        case .unknownFormVersion: "نسخة الاستمارة قديمة: أعد فتح الجلسة"
        case .futureDate: "تاريخ في المستقبل"
        case .malformed: "الكتابة غير صحيحة"
        case .unknownParty: "عضو أو جهة غير معروفة، أو لا يعمل أي منهما حاليا"
        case .wrongHeading: "رأس الإجراء لا يوافق نوعه"
        case .documentedAdult: "الشخص راشد حسب وثيقة: لا يفتح له ملف"
        case .presenceOutsideProvince: "مكان تواجد الطفل خارج الإقليم"
        case .wrongOpening: "الملف مفتوح من قبل أو غير موجود"
        case .forbiddenTransition: "لا يسمح المدار بهذا الانتقال"
        case .formNotForStage: "هذه الاستمارة ليست لهذه المرحلة"
        case .riskRequired: "يلزم تحديد مستوى الخطر أولا"
        case .reasonRequired: "يلزم ذكر السبب"
        case .backdatedTooFar: "التاريخ أقدم من المسموح"
        case .futureEvent: "الواقعة في المستقبل"
        case .changedMeanwhile: "انتقل الملف إلى مرحلة أخرى في هذه الأثناء"
        case .stageMissing: "لم يمر الملف بعد بمرحلة سابقة لازمة"
        case .stillHeld: "لا يزال تدبير استعجالي أو إحالة أو تدبير قضائي مفتوحا"
        case .unknownMatter: "لا توجد هذه المسألة في الملف"
        case .ownLeave: "لا يأذن أحد لنفسه"
        case .unknownPerson: "لا يوجد هذا الشخص في الملف"
        case .rightsSuspended:
            "حقوق هذا الشخص على الطفل موقوفة، أو لم يعد في محيطه: يوافق شخص آخر أو يتسلم الطفل"
        case .unknownFile: "لا يوجد ملف آخر بهذا الرقم يحق لكم الاطلاع عليه"
        case .establishmentFull:
            "ممتلئة: اختر غيرها، أو اذكر من قرر الإيداع بها ولماذا"
        case .outsideSpeciality:
            "لا يدخل الطفل في تخصصها: اختر غيرها، أو اذكر من قرر الإيداع بها ولماذا"
        case .notConsented:
            "لا توجد موافقة سارية تشمل هذا التقاسم: سجل واحدة، أو اذكر سندا قانونيا"
        case .assentRefused: "الطفل رافض: اذكر سبب إحالته رغم ذلك"
        case .assentDue: "أتم الطفل اثنتي عشرة سنة بحسب وثيقة: يجب أخذ رأيه"
        }
    }
}
