extension PageText {
    var arabic: String {
        switch self {
        case .blankForm: "استمارة تملأ باليد"
        case .filledForm: "استمارة مملوءة"
        case .fileSheet: "بطاقة الملف"
        case .wholeFile: "نسخة من الملف"
        case .prosecutorNotice: "إلى السيد وكيل الملك: طفل في خطر"
        case .referralSheet: "ورقة إحالة"
        case .forRecipient: "موجهة إلى"
        case .recipientInternal: "العاملون على الملف"
        case .recipientJustice: "النيابة العامة أو القاضي"
        case .recipientService: "مصلحة شريكة"
        case .recipientSchool: "مؤسسة تعليمية"
        case .recipientEmployer: "مشغل"
        case .recipientSubject: "الشخص المعني أو ممثله الشرعي"
        case .printedBy: "طبعها"
        case .printedAt: "تاريخ الطباعة"
        case .printReason: "سبب الطباعة"
        case .secrecy:
            "سر مهني (الفصل 446 من القانون الجنائي): لا يطلع على هذه الورقة إلا من يحتاج "
                + "إليها لحماية الطفل. لا تترك دون مراقبة، وتتلف متى لم تعد لازمة."
        case .onlyNeeded: "لا تتضمن هذه الورقة إلا ما تحتاج إليه الجهة الموجهة إليها."
        case .child: "الطفل"
        case .tracks: "مراحل الملف"
        case .corrects: "يصحح إجراء سابقا."
        case .correctedBy: "صحح بعد ذلك بالإجراء رقم"
        case .masked: "[محجوب: يخص شخصا آخر]"
        case .withheld: "ما لا تتضمنه هذه النسخة"
        case .maskedCount: "معطيات محجوبة لأنها تخص أشخاصا آخرين"
        case .withheldByLaw:
            "قد تكون أجزاء من الملف لم تدرج بحكم القانون؛ ولا تبين هذه الورقة أي أجزاء هي، ولا هل "
                + "توجد."
        case .required: "* خانة إلزامية"
        case .dependsOn: "حسب الجواب عن"
        case .writtenOut: "لائحة طويلة: تكتب العبارة كاملة."
        case .attached: "وثيقة مرفقة"
        case .signedAt: "المكان والتاريخ"
        case .signature: "الاسم والتوقيع والخاتم"
        case .noticeTitle: "إعلام الأشخاص المعنيين (القانون 09.08، المادة 5)"
        case .noticeController: "المسؤول عن معالجة المعطيات:"
        case .noticeAuthorisation:
            "رقم إذن اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي:"
        case .noticePurpose:
            "الغاية: حماية الطفل داخل المدار الترابي، من الاستقبال إلى التتبع. ولا تستعمل "
                + "المعطيات لغاية أخرى."
        case .noticeAnswers:
            "الأجوبة المعلمة بنجمة لازمة لمساعدة الطفل، وقد تتأخر المساعدة بدونها. وما عداها "
                + "اختياري."
        case .noticeRecipients:
            "المرسل إليهم: الأعوان المؤهلون كل في حدود مهمته؛ والمصالح التي يحال عليها الطفل "
                + "في حدود ما يلزمها؛ والقضاء حيث ينص القانون على ذلك."
        case .noticeRights:
            "الحقوق: الولوج إلى المعطيات مجانا (المادة 7)؛ وتصحيح ما ليس صحيحا داخل عشرة أيام "
                + "كاملة (المادة 8)؛ والتعرض لأسباب مشروعة، ما لم تكن المعالجة واجبا قانونيا "
                + "(المادة 9). ويمارسها عن الطفل ممثله الشرعي."
        case .noticeWhere: "يقدم الطلب كتابة أو شفويا إلى (المصلحة التي تتتبع الطفل):"
        case .noticeComplaint:
            "عند عدم الجواب: شكاية إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع "
                + "الشخصي."
        }
    }
}
