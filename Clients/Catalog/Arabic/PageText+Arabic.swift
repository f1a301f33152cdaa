extension PageText {
    var arabic: String {
        switch self {
        case .eraseDevices:
            "الجهاز الذي فتح عليه الملف يحتفظ بمساره مختوما إلى أن يطلب الملف من جديد."
        case .processingSheet:
            "بطاقة المعالجة (القانون 09-08، المادتان 12 و15)"
        case .processingController:
            "المسؤول عن المعالجة والإذن وجهة الاتصال"
        case .processingPurpose:
            "الغاية والأساس"
        case .processingPurposeText:
            "تتبع كل طفل في خطر داخل المسار الترابي للحماية: التبليغ والاستماع والتشخيص والحماية والتكفل والتتبع والإغلاق. لا استعمال آخر، ولا يبنى أي قرار على حساب آلي وحده."
        case .processingGroundText:
            "مهمة ذات مصلحة عامة والتزام قانوني ومصلحة حيوية للطفل (المادة 4). الإذن المسبق واجب (المادة 12) لمعطيات الصحة والمخالفات ورقم بطاقة التعريف وربط ملفات عدة مصالح."
        case .processingPeople:
            "الأشخاص المعنيون: الطفل وأسرته ومن يعيش معهم والمبلغون والفاعل المفترض ومهنيو المسار."
        case .processingData:
            "المعطيات حسب الأصناف"
        case .processingRecipients:
            "من يطلع على أي أصناف"
        case .processingRetention:
            "مدة الحفظ"
        case .processingRetentionText:
            "لا يمحى شيء تلقائيا: الأجل يقترح وشخصان يقرران."
        case .processingOutside:
            "النقل والربط"
        case .processingOutsideText:
            "لا يخرج شيء من البلاد. تتوصل المصلحة عن الطفل بما يختار حقلا حقلا بناء على موافقة أو أساس مكتوب، ويتوصل إقليم آخر بحزمة مختومة وموقعة."
        case .processingSecurity:
            "الأمن (المواد 23 إلى 26)"
        case .processingSecurityText:
            "كل سجل مختوم بمفتاح خاص به على الخط وعلى القرص. يطلع كل واحد على ما يفتحه دوره، وكل اطلاع وكل تغيير مدون في سجل لا يمكن لأحد تغييره خفية. المحو وكشوف السجل تتطلب شخصين. وقد التزم كل مستعمل بالسر المهني."
        case .processingRights:
            "حقوق الأشخاص (المواد 7 إلى 9)"
        case .processingRightsText:
            "الولوج دون تأخير ومجانا، والتصحيح والمحو والإغلاق داخل عشرة أيام كاملة."
        case .incidentRegister: "سجل حوادث الأمن والخروقات"
        case .incidentLaw:
            "يصرح بكل حادث للسلطة الوطنية فور العلم به (القانون 05.20، المادة 8). ولا يحذف شيء من هذا السجل."
        case .accessReport: "كشف من استعمل الملف"
        case .accessLimits:
            "عمليات البحث واللوائح لا تترك أثرا حسب الملف: رؤية اسم فيها لا تظهر هنا."
        case .leavesUnreadable: "مدخلات من السجل لم تعد تقرأ"
        case .eraseLimits:
            "لا يطال المحو من احتفظ بنسخة احتياطية قديمة مع مفاتيحها أو عبارتها السرية القديمة."
        case .proofOfErasure: "الدليل على أن المحو مدون في السجل"
        case .proofByAuditor:
            "من يدقق أو يحمي المعطيات يطبع هذا المحضر مع دليله: madar order record"
        case .proofChecked:
            "إذا كتب هذا النص في ملف تتحقق منه madar verify دون الخادم."
        case .keptUntilProved: "تُحفظ إلى أن تُثبت تجربة نسخة أحدث"
        case .noBackupHolds: "لا شيء من النسخ التي أنجزها الخادم ويحفظها."
        case .copiesElsewhere:
            "النسخ التي نُقلت إلى مكان آخر غير معروفة هنا، وتكتب باليد:"
        case .backupsHold: "النسخ الاحتياطية التي ما زالت تتضمنها، وإلى متى"
        case .keysStay:
            "حيث تبقى إجراءات أخرى من الصنف يبقى مفتاحها: تفتح أي نسخة توجد في مكان آخر ما دامت تلك الأعمال."
        case .keysDestroyed:
            "أتلفت مفاتيحها معها: لا تفتح أي نسخة توجد في مكان آخر إلا بالمفاتيح الرئيسية ليومها ما دامت محفوظة."
        case .erasureDone: "محيت المعطيات المبينة أدناه نهائيا من سجلات هذا المركز."
        case .erasureRecord: "محضر محو"
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
        case .recordVersion: "النسخة"
        case .recordVersionReplaced: "عوضتها النسخة الموالية في"
        case .decisionsAndTasks: "القرارات والمهام"
        case .progressWord: "نسبة الإنجاز"
        case .diagnosisUnit:
            "يحسب أطفال الإقليم كله، كل طفل مرة واحدة في الجدول. المحجوب عدد صغير أو ما يكشفه. للجنة وحدها: قد يكشف جدولان معا ما لا يكشفه كل منهما."
        case .gapsTitle: "الخصاص المسجل بالإقليم"
        case .gapServices: "الخدمات غير المتوفرة"
        case .noGapRecorded: "لم يسجل شيء خلال هذه الفترة، ولا يعني ذلك أنه لم ينقص شيء."
        case .otherLines: "كل الأسطر الأخرى"
        case .everyLine: "كل سطر"
        case .gapSectors: "نقاط الارتكاز بالدليل حسب القطاع"
        case .gapSector: "القطاع"
        case .gapFocalPoints: "نقاط الارتكاز"
        case .gapBareCommunes: "جماعات دون نقطة ارتكاز"
        case .gapNone: "لا توجد"
        case .gapPlaces: "الأماكن بالخدمات والمؤسسات"
        case .gapSeenOn: "تاريخ المعاينة"
        case .gapNotKnown: "غير معروف"
        case .noPlacesRecorded: "لا تذكر أي بطاقة بالدليل عدد الأماكن: الأماكن الشاغرة غير معروفة."
        case .directoryReadAt: "تاريخ الاطلاع على الدليل"
        case .directoryClosed: "الدليل غير مفتوح لمن طلب ذلك: ما ينقص فيه غير معروف."
        case .recordCourse: "مسار الملف: كل صيغة ومتى ومن كتبها"
        case .noticeComplaint:
            "عند عدم الجواب: شكاية إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع "
                + "الشخصي."
        }
    }
}
