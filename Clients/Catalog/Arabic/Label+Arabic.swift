extension Label {
    var arabic: String {
        switch self {
        case .newSlot:
            "وسيلة فتح جديدة"
        case .restoredAt:
            "استُرجع من نسخة احتياطية"
        case .leavesRestored:
            "قيود السجل فيها"
        case .leavesBefore:
            "القيود قبل ذلك بقدر ما يُعرف"
        case .leavesLost:
            "القيود الضائعة"
        case .backupWord:
            "نسخة احتياطية بتاريخ"
        case .fileWord:
            "الملف"
        case .recipientWord:
            "مستلم"
        case .backupFolder:
            "المجلد"
        case .keyFolder:
            "مجلد المفاتيح"
        case .backupInterval:
            "بين نسختين"
        case .backupsKept:
            "عدد النسخ المحفوظة"
        case .backupLeaves:
            "قيود السجل"
        case .backupProved:
            "أثبتها تمرين"
        case .unproved:
            "لم تثبت بعد"
        case .drillFailed:
            "فشلت تجربتها"
        case .backupPlanWord:
            "خطة النسخ الاحتياطي"
        case .lastBackup:
            "آخر نسخة احتياطية"
        case .backupCopying:
            "نسخ قاعدة البيانات"
        case .backupSealing:
            "تشفير"
        case .backupSyncing:
            "كتابة على القرص"
        case .writeRotation:
            "استبدال مفتاح"
        case .keyWord:
            "المفتاح"
        case .keyClass:
            "صنف المعطيات"
        case .keyVersion:
            "الإصدار"
        case .keyWraps:
            "مفاتيح المعطيات تحته"
        case .keyOfData:
            "مفاتيح المعطيات"
        case .keyOfAudit:
            "محتوى السجل"
        case .keyOfIndex:
            "فهرس البحث"
        case .keyOfLog:
            "توقيع السجل"
        case .keyOfTransfer:
            "التحويلات الواردة"
        case .keyOfOperations:
            "الأجوبة المحفوظة"
        case .keyOfJobs:
            "أسطر الاستبدال"
        case .keyPending:
            "أُنشئ ولم يُستعمل بعد"
        case .keyActive:
            "يغلق ويفتح"
        case .keyOpensOnly:
            "يفتح فقط"
        case .keyDrained:
            "لا شيء تحته"
        case .keyRetired:
            "خارج الخدمة"
        case .keyDestroyed:
            "أُتلف"
        case .rotationWord:
            "الاستبدال"
        case .formerKeyKnown:
            "المفتاح القديم ربما معروف"
        case .rotationDone:
            "أُنجز"
        case .rotationArmed:
            "موافق عليه، سيبدأ"
        case .rotationProving:
            "التحقق من المفتاح الجديد"
        case .rotationActivating:
            "إدخال المفتاح الجديد إلى العمل"
        case .rotationRunning:
            "إعادة تغليف مفاتيح المعطيات"
        case .rotationVerifying:
            "فتح كل منها بالمفتاح الجديد"
        case .rotationCooling:
            "انتهى؛ المفتاح القديم يفتح حتى نهاية المهلة"
        case .rotationRollingBack:
            "إعادة المفتاح القديم"
        case .rotationCancelled:
            "سُحب"
        case .retirementWaits:
            "ينتظر شخصا ثانيا: يُزال المفتاح القديم نهائيا"
        case .keyRetiring:
            "إزالة المفتاح القديم"
        case .keyGone:
            "انتهى؛ زال المفتاح القديم"
        case .backupsNeedingKey:
            "نسخ لا يفتحها إلا المفتاح القديم"
        case .rotationHalted:
            "متوقف بطلب"
        case .rotationHaltedDisk:
            "متوقف: القرص ممتلئ"
        case .rotationHaltedNotKept:
            "متوقف: المفتاح الجديد غير موجود على القرص"
        case .logKeysBothSign:
            "يوقع المفتاحان؛ يزول القديم عند نهاية المهلة"
        case .rotationHaltedUnread:
            "متوقف: ملفات لا تُقرأ؛ يبقى المفتاح السابق"
        case .rotationHaltedDamaged:
            "متوقف: أحد مفاتيح المعطيات لا يُفتح"
        case .writeBackup:
            "نسخ احتياطي"
        case .writeRenewal:
            "مفاتيح معطيات جديدة"
        case .writePublication:
            "نشر"
        case .renewalWord:
            "مفاتيح معطيات جديدة"
        case .renewedFiles:
            "الملفات"
        case .renewedAll:
            "كلها"
        case .renewalUnderWay:
            "تُختم الملفات من جديد"
        case .renewalSweeping:
            "تُمحى المفاتيح السابقة من القرص"
        case .renewalDone:
            "انتهى؛ زالت المفاتيح السابقة"
        case .renewalDoneInPart:
            "انتهى؛ الملفات المتروكة تحتفظ بمفاتيحها السابقة"
        case .renewalHaltedDamaged:
            "متوقف: شيء من الملف التالي ليس كما كُتب"
        case .unreadFiles:
            "ملفات تعذرت قراءتها"
        case .unreadFile:
            "ملف تعذرت قراءته"
        case .renewalSkipped:
            "ملفات بقيت على مفاتيحها السابقة"
        case .custodyKey:
            "المفتاح العلني"
        case .committeeMember:
            "عضو"
        case .committeeWord:
            "اللجنة"
        case .custodianKind:
            "الصفة"
        case .quorumNeeded:
            "يفتحون معا"
        case .escrowAlone:
            "يفتح وحده"
        case .escrowBeside:
            "يفتح مع هذا العدد من الأعضاء:"
        case .provedAt:
            "آخر إثبات"
        case .provedWithinYear:
            "أثبتوا خلال سنة"
        case .formersProved:
            "أعضاء سابقون وافقوا"
        case .goesAlong:
            "يبقى"
        case .isDropped:
            "يحذف مع التغيير"
        case .contributedBy:
            "قدموا نصيبهم"
        case .committeeChange:
            "تغيير اللجنة"
        case .waitsForProofs:
            "ينتظر الإثباتات"
        case .noCommitteeFounded:
            "لا توجد: إن ضاعت الوسائل الأخرى ضاعت الملفات"
        case .writeCommittee:
            "تغيير اللجنة"
        case .motiveWriting: "للكتابة فيه"
        case .witnessWord: "الشاهد"
        case .witnessTrusted: "معتمد"
        case .removalWaits: "إلغاء اعتماده ينتظر شخصا ثانيا"
        case .removalBy: "طلب إلغاء اعتماده"
        case .leavesSince: "منذ ذلك"
        case .noWitnessTrusted: "لا أحد: لا يرى أحد من الخارج هل السجل لا يزيد إلا نموا"
        case .logSeenAt: "السجل رآه شاهد"
        case .logSeenByNobody: "لم يكن أي شاهد قد رأى السجل"
        case .writeWitness: "شاهد السجل"
        case .abilityIncidents: "يمسك سجل حوادث الأمن"
        case .incidentWord: "حادث"
        case .incidentCount: "عدد الحوادث"
        case .incidentsDue: "حوادث يجب التصريح بها"
        case .incidentVersions: "عدد الصيغ"
        case .incidentReportedBy: "سجله"
        case .incidentReportedAt: "تاريخ التسجيل"
        case .incidentAmendedBy: "أتمه"
        case .incidentAmendedAt: "تاريخ الإتمام"
        case .declaration: "التصريح للسلطة الوطنية"
        case .toBeDeclared: "لم يتم: واجب فورا (القانون 05.20، المادة 8)"
        case .declared: "تم"
        case .controllerName: "المسؤول عن المعالجة"
        case .controllerAuthorisation: "رقم ترخيص اللجنة الوطنية"
        case .controllerContact: "أين تمارس الحقوق"
        case .notSet: "غير محدد: في الصفحات سطر يملأ باليد"
        case .useRead: "اطلاع"
        case .useListed: "سرد الإجراءات"
        case .useOpened: "فتح الملف"
        case .useAdded: "إضافة إجراء"
        case .useCorrected: "تصحيح إجراء"
        case .useExported: "أرسل إلى إقليم آخر"
        case .useErased: "محو"
        case .useEmergency: "فتح استعجالي"
        case .useApproved: "موافقة"
        case .useAttachment: "مرفق"
        case .useOther: "غير ذلك"
        case .whatWasDone: "ما تم"
        case .toErase: "المراد محوه"
        case .orderAbout: "الموضوع"
        case .orderRequest: "إجراء الطلب"
        case .orderApprovedBy: "وافق عليه"
        case .whatIsErased: "ما يمحى"
        case .allOfFile: "الملف كله"
        case .orderLapsed: "انتهى أجله"
        case .orderApproved: "موافق عليه"
        case .orderWaits: "ينتظر شخصا ثانيا"
        case .orderDone: "منفذ"
        case .erasedParts: "أجزاء الإجراءات الممحوة"
        case .carryOutFrom: "يمكن تنفيذه ابتداء من"
        case .carriedOutAt: "تاريخ التنفيذ"
        case .carriedOutBy: "نفذه"
        case .orderApprovedAt: "تاريخ الموافقة"
        case .orderedAt: "تاريخ الأمر"
        case .orderedBy: "أمر به"
        case .orderWord: "أمر"
        case .groundOversight: "مراقبة حماية المعطيات"
        case .groundCourt: "مقرر قضائي"
        case .groundRetention: "انقضاء مدة الحفظ (القانون 09.08، المادة 3)"
        case .groundDataSubject: "طلب الشخص المعني (القانون 09.08، المادتان 7 و8)"
        case .orderGround: "السند"
        case .orderExport: "تصدير جميع ملفات عضو"
        case .orderAccessReport: "كشف الاطلاع على ملف"
        case .orderErasure: "محو"
        case .witnessKey:
            "مفتاح الشاهد"
        case .leafIndex:
            "الورقة"
        case .leafHash:
            "بصمة الورقة"
        case .logName:
            "السجل"
        case .cosignedAt:
            "وقع عليه"
        case .transferReferences:
            "أعضاء وهيئات مذكورون"
        case .abilityOrders: "يأمر بالمحو وكشوف السجل والتصدير"
        case .abilityApprovesOrders: "يوافق على ما أمر به غيره"
        case .abilityTransmits: "يسهر على إشعار النيابة العامة بالجرائم"
        case .abilityReceivesTransfers:
            "يتسلم ملفات الأقاليم الأخرى"
        case .writeTransfer:
            "إحالة ملف إلى إقليم آخر"
        case .writeProvince:
            "اعتماد إقليم"
        case .descriptorMadeAt:
            "تاريخ البطاقة"
        case .trustedSince:
            "معتمد منذ"
        case .provinceTrusted:
            "معتمد"
        case .fingerprint:
            "البصمة"
        case .writeHandOver:
            "تسليم ملفات"
        case .handOverFrom:
            "من"
        case .handOverTo:
            "إلى"
        case .askedBy:
            "طلبه"
        case .offer:
            "العرض"
        case .abilityBreaksGlass:
            "يفتح ملفا في حالة استعجال"
        case .access:
            "الولوج"
        case .lifeDanger:
            "حياة في خطر"
        case .opensUntil:
            "مفتوح إلى"
        case .opensWhole:
            "يفتح"
        case .onlyIdentity:
            "الهوية فقط"
        case .wholeFile:
            "الهوية والملف الاجتماعي والصحة"
        case .approvedBy:
            "وافق عليه"
        case .reviewDue:
            "تراجع قبل"
        case .reviewedBy:
            "راجعه"
        case .review:
            "المراجعة"
        case .justified:
            "مبرر"
        case .accessAt:
            "تم في"
        case .secrecyUntil:
            "السر المهني مقبول إلى"
        case .writeAct:
            "إجراء"
        case .writeTransport:
            "تغيير مفتاح الخادم"
        case .writeAbsence:
            "غياب"
        case .filters:
            "المرشحات"
        case .writeSearch:
            "بحث محفوظ"
        case .writeMember:
            "تغيير حقوق"
        case .writeDevice:
            "تغيير جهاز"
        case .writeApprove:
            "موافقة"
        case .writeInvite:
            "دعوة"
        case .command:
            "الأمر"
        case .unanswered:
            "أوامر بلا جواب"
        case .standsInFor: "ينوب عن"
        case .deviceCount: "الأجهزة"
        case .over: "انتهى"
        case .fromDay: "من"
        case .until: "إلى"
        case .proposedBy: "اقترحه"
        case .changeResume: "استئناف العمل"
        case .changeGrant: "دور"
        case .change: "التغيير"
        case .waits: "ينتظر الموافقة"
        case .abilityAudits: "يدقق السجل"
        case .abilityFigures: "يقرأ الأرقام المنشورة"
        case .abilityDeliberates: "يقرأ جداول تحجب فيها الأعداد الصغيرة"
        case .abilityCounts: "يقرأ الأرقام الدقيقة للإقليم"
        case .abilityApprovesDowngrades: "يوافق على خفض مستوى الخطر"
        case .toldToService: "ما أخبرت به المصلحة"
        case .abilityApprovesStages: "يوافق على الإغلاق والضم"
        case .abilityApprovesBackdating: "يأذن بإدخال وقائع أقدم من الأجل"
        case .abilityAssigns: "يسند الملفات"
        case .abilityTransfers: "يحيل الملفات إلى جهة أخرى"
        case .abilityOversees: "يوافق على ما طال انتظاره"
        case .abilityCoordinates: "ينسق"
        case .abilityOperates: "يشغل الخادم ولا يقرأ شيئا"
        case .rightUpdate: "تصحيح"
        case .rightReadMotivated: "قراءة بسبب مكتوب"
        case .rightReadAddressed: "قراءة ما وجه إلى مصلحته"
        case .rightReadOwn: "قراءة ما كتبه"
        case .rightRead: "قراءة"
        case .rightCreate: "إنشاء"
        case .scopeConference: "ملفات اجتماع يحضره"
        case .scopeInquiry: "ما كلف مكتبه ببحثه"
        case .scopeSeizure: "ما عرض على محكمته"
        case .scopeTransmission: "ما أحيل على نيابته"
        case .scopePlacement: "ملفات الأطفال المودعين بمؤسسته"
        case .scopeReferral: "ما فيه إحالة مفتوحة على مصلحته"
        case .scopeRecent: "ما تكفلت به وحدته منذ أقل من 24 ساعة"
        case .scopeProvince: "ملفات الإقليم"
        case .scopeUnit: "ملفات وحدته"
        case .scopeOwn: "ملفاته أو ملفات وحدته"
        case .scopeAggregate: "لا شيء، سوى الأرقام"
        case .scopeNone: "لا شيء"
        case .abilities: "الصلاحيات"
        case .stages: "المراحل"
        case .rights: "الحقوق"
        case .scope: "الملفات في المتناول"
        case .size: "الحجم"
        case .entrySending: "قيد الإرسال"
        case .attachment: "صورة أو وثيقة"
        case .contested: "دعوات حاول مفتاح آخر استعمالها"
        case .contestedAt: "حاول مفتاح آخر"
        case .keyedAt: "مفتاح الجهاز منذ"
        case .renewalAsked: "طلب التجديد"
        case .renewalRunning: "قيد التجديد"
        case .keyRenewal: "تجديد مفتاح هذا الجهاز"
        case .renewalOverdue: "متأخر"
        case .daemonKeyCurrent: "مفتاح الخادم الحالي"
        case .daemonKeyNext: "مفتاح الخادم التالي"
        case .daemonKeyFormer: "مفتاح الخادم السابق"
        case .devicesUnaware: "أجهزة لم تعرف المفتاح الجديد"
        case .toBeTold: "ما اخترت إخبار المصلحة به"
        case .draft: "المسودة"
        case .since: "منذ"
        case .answers: "الأجوبة"
        case .keptUntil: "تحفظ إلى"
        case .entry: "القيد"
        case .entryNotSent: "لم يرسل"
        case .entryUnknown: "النتيجة مجهولة"
        case .entryRefused: "مرفوض"
        case .entryOpened: "تم فتح الملف"
        case .outboxUnknown: "نتيجة مجهولة"
        case .unsearched: "دون بحث ممكن"
        case .fileNumber: "رقم الملف"
        case .fileID: "معرف الملف"
        case .nameArabic: "الاسم بالعربية"
        case .name: "الاسم"
        case .knownAs: "الاسم المتداول"
        case .birthYear: "سنة الازدياد"
        case .sex: "الجنس"
        case .commune: "الجماعة"
        case .phone: "الهاتف"
        case .fits: "ويطابق أيضا"
        case .relative: "الأسرة"
        case .registerNumber: "رقم القيد في السجل"
        case .recordKind: "النوع"
        case .recordTitle: "العنوان"
        case .quorum: "النصاب"
        case .stage: "المرحلة"
        case .stageSince: "في المرحلة منذ"
        case .openedAt: "تاريخ الفتح"
        case .lastActAt: "آخر إجراء"
        case .risk: "مستوى الخطر"
        case .referent: "المرجع"
        case .task: "المهمة"
        case .due: "الأجل"
        case .dayDanger: "طفل في خطر حال"
        case .dayTriage: "وضعيات للتكييف"
        case .dayApproval: "في انتظار شخص ثان"
        case .dayHearing: "الجلسات"
        case .dayOverdue: "متأخر"
        case .dayReview: "مراجعات قادمة"
        case .dayComing: "قادم خلال 14 يوما"
        case .dayAnswer: "أجوبة المصالح خلال الأيام السبعة الأخيرة"
        case .dayReferral: "إحالات تنتظر الجواب"
        case .dayCommittee: "طلبات اللجنة"
        case .dayDuplicate: "ربما طفل واحد"
        case .pairs: "ملفات متشابهة، اثنان اثنان"
        case .twoChildren: "طفلان، حسب"
        case .civilRecord: "رسم الحالة المدنية"
        case .birthDay: "تاريخ الازدياد"
        case .openFiles: "الملفات المفتوحة"
        case .establishment: "مؤسسة الإيواء"
        case .capacity: "الطاقة الاستيعابية"
        case .childrenPresent: "الأطفال المقيمون"
        case .freePlaces: "الأماكن الشاغرة"
        case .overdueFiles: "متأخرة"
        case .urgentFiles: "مستعجلة"
        case .tasks: "المهام المنتظرة"
        case .classes: "ما يمكنك قراءته"
        case .classIdentity: "الهوية"
        case .classSocial: "الاجتماعي"
        case .classHealth: "الصحة"
        case .classJudicial: "القضائي"
        case .classAudit: "سجل الاطلاع"
        case .classSpine: "بنية الملف"
        case .classProtected: "المحمي"
        case .sequence: "الترتيب"
        case .act: "الإجراء"
        case .actOpening: "فتح الملف"
        case .actForm: "استمارة"
        case .actTransition: "انتقال"
        case .actCorrection: "تصحيح"
        case .actApproval: "موافقة شخص ثان"
        case .approvesAct: "يوافق على الإجراء رقم"
        case .correctsAct: "يصحح الإجراء رقم"
        case .stageAsked: "المرحلة المطلوبة، رهن موافقة شخص ثان"
        case .actUnreadable: "إجراء لا يمكنك قراءته"
        case .form: "الاستمارة"
        case .formVersion: "نسخة الاستمارة"
        case .formStages: "المراحل المعنية"
        case .anyStage: "كل المراحل"
        case .required: "إجباري"
        case .eventAt: "تاريخ الواقعة"
        case .enteredAt: "تاريخ الإدخال"
        case .author: "المدخل"
        case .reason: "السبب"
        case .yes: "نعم"
        case .no: "لا"
        case .unknown: "غير معروف"
        case .none: "لا شيء"
        case .never: "أبدا"
        case .you: "أنت"
        case .member: "العضو"
        case .person: "شخص"
        case .personName: "اسم الشخص"
        case .siblingFile: "ملف أخ أو أخت"
        case .joinedFile: "ملف مضموم للطفل نفسه"
        case .goesOnInFile: "يتابع في الملف"
        case .memberID: "معرف العضو"
        case .device: "الجهاز"
        case .deviceID: "معرف الجهاز"
        case .role: "الصفة"
        case .roles: "الصفات"
        case .organisation: "المؤسسة"
        case .province: "الإقليم"
        case .definitionVersion: "نسخة تعريف المدار"
        case .profile: "الحساب المحلي"
        case .address: "العنوان"
        case .state: "الحالة"
        case .consentOver: "لم تعد سارية"
        case .session: "الجلسة"
        case .sessionUnlocked: "مفتوحة"
        case .daemon: "خادم الإقليم"
        case .serving: "في الخدمة"
        case .sealed: "مختوم"
        case .unreachable: "تعذر الاتصال"
        case .store: "معرف المخزن"
        case .startedAt: "يعمل منذ"
        case .files: "الملفات"
        case .acts: "الإجراءات"
        case .logSize: "قيود سجل الاطلاع"
        case .sealedLeaves: "قيود تنتظر فك الختم"
        case .index: "فهرس البحث"
        case .rotationsRunning: "مفاتيح قيد الاستبدال"
        case .connections: "الاتصالات"
        case .devicesActive: "أجهزة نشطة"
        case .devicesOther: "أجهزة موقوفة أو ملغاة"
        case .invitationsOpen: "دعوات مفتوحة"
        case .disk: "القرص"
        case .diskNormal: "عادي"
        case .diskReserve: "تم اللجوء إلى الاحتياط: لا كتابة"
        case .diskFull: "ممتلئ"
        case .diskFree: "المساحة الفارغة"
        case .rootEpoch: "حقبة مفتاح الجذر"
        case .keyring: "رقم حلقة المفاتيح"
        case .slots: "وسائل فك الختم"
        case .slotCredential: "ملف اعتماد"
        case .slotQuorum: "نصاب أعضاء"
        case .slotEscrow: "مفتاح مودع"
        case .slotPassphrase: "عبارة سر"
        case .software: "البرنامج"
        case .libsodium: "مكتبة التشفير"
        case .sqlite: "قاعدة البيانات"
        case .deviceLabel: "اسم الجهاز"
        case .deviceActive: "نشط"
        case .deviceSuspended: "موقوف"
        case .deviceRevoked: "ملغى"
        case .enrolledAt: "تاريخ التسجيل"
        case .lastSeen: "آخر اتصال"
        case .invitation: "الدعوة"
        case .issuedBy: "صادرة عن"
        case .expires: "صالحة إلى غاية"
        case .invitationWaiting: "تنتظر الموافقة"
        case .invitationOpen: "مفتوحة"
        case .invitationUsed: "مستعملة"
        case .invitationConfirmed: "مؤكدة"
        case .invitationExpired: "منتهية الصلاحية"
        case .digest: "بصمة ما يوافق عليه"
        case .row: "السطر"
        case .field: "الحقل"
        case .value: "القيمة"
        case .code: "الرمز"
        case .label: "التسمية"
        case .heading: "رأس الإجراء"
        case .total: "المجموع"
        case .outbox: "ينتظر الإرسال"
        case .outboxRefused: "رفض بعد انتظار"
        case .idleLeft: "تقفل بعد"
        }
    }
}
