extension Fault {
    var arabic: String {
        switch self {
        case .ownPublication:
            "أنت من اقترحه: يوافق عليه شخص آخر."
        case .unknownPublication:
            "لا منشور بهذا المعرف."
        case .publishedAlready:
            "هو منشور من قبل، ويبقى كذلك."
        case .publicationWaits:
            "ينتظر شخصا ثانيا، ولم ينشر بعد."
        case .daysWait:
            "منشور آخر عن هذه الأيام ينتظر من قبل."
        case .publishedBefore:
            "نشر من قبل كل ما يمكن أن ينشر عن أطفال هذه الفترة."
        case .nothingToPublish:
            "لا يمكن نشر أي جدول عن هذه الفترة."
        case .periodNotOver:
            "لم تنته الفترة بعد."
        case .reportWhole:
            "هذا التقرير يهم الإقليم كله، وشهرا أو فصلا أو سنة."
        case .draftGone:
            "تغير ما حضر أو لم يعد موجودا: لم يقترح شيء."
        case .notReturnable:
            "لا يسع أي بيان موجه إلى الوزارة هذه الجداول: لم يقترح شيء."
        case .nothingPublished:
            "لم ينشر شيء عن هذه الفترة."
        case .severalPublished(let count):
            "عدد المنشور عن هذه الفترة \(isolated(count))."
        case .unknownIndicator(let code):
            "لا يوجد مؤشر بالرمز \(isolated(code))."
        case .unknownReport(let code):
            "لا يوجد تقرير بالرمز \(isolated(code))."
        case .breakdownNotFree(let code):
            "لا يعطى حسب \(isolated(code)) جدول حجبت فيه الأعداد الصغيرة."
        case .unknownBreakdown(let code):
            "لا يفصل المؤشر حسب \(isolated(code))."
        case .unknownMeasure(let code):
            "ليس للمؤشر قياس بالرمز \(isolated(code))."
        case .periodReversed:
            "تنتهي الفترة قبل أن تبدأ."
        case .periodFuture:
            "لم تبدأ الفترة بعد."
        case .figuresNotGranted:
            "لا يسمح دورك بحساب ملفات الإقليم كله."
        case .nationalIncomplete(let added, let asked):
            "جمع \(isolated(added)) من \(isolated(asked)) إقليما. وما ينقص أو لم يؤخذ مذكور أعلاه وفي الملفات."
        case .nothingToAdd:
            "لا يمكن جمع أي من الكشوف."
        case .descriptorsDiffer(let code):
            "للإقليم \(isolated(code)) بطاقتان بمفاتيح مختلفة، وليست إحداهما أحدث."
        case .tooManyReturns(let count):
            "لا يجمع أكثر من \(isolated(count)) ملفا دفعة واحدة."
        case .definitionUnreadable(let path):
            "\(isolated(path)) ليس تعريفا سليما."
        case .noRoomToWrite(let path):
            "القرص ممتلئ: لم يكتب \(isolated(path))."
        case .noSlotPlan:
            "يجري تغيير للجنة، أو شُغل الخادم بدون ملف اعتماد."
        case .restorationUnsigned:
            "استُرجع المخزن من نسخة احتياطية، ولم يوقع على ذلك شخصان بعد."
        case .restorationUncovered:
            "رأى هذا الجهاز من السجل أكثر مما يعرفه الموقعون."
        case .noLostNote:
            "لم ير هذا الجهاز من السجل أكثر مما استُرجع."
        case .noBackupPlan:
            "لا توجد خطة معتمدة للنسخ الاحتياطي."
        case .badBackupPlan:
            "تحتاج الخطة إلى مستلمين مختلفين من اثنين إلى ثمانية (age1…)، ومسارات كاملة، ومن 1 إلى 744 ساعة، ومن 1 إلى 60 نسخة."
        case .backupNoRoom:
            "لا تكفي مساحة القرص لنسخة احتياطية."
        case .backupNoFolder:
            "مجلد النسخ الاحتياطية غير موجود."
        case .backupDisk:
            "رفض قرص قراءة النسخة الاحتياطية أو كتابتها."
        case .backupStore:
            "المخزن أو سجله تالف: لم ينسخ."
        case .renewalElsewhere:
            "أمر مفاتيح المعطيات الجديدة ليس في مرحلة تسمح بذلك، أو هناك أمر آخر جار."
        case .noRenewal:
            "لا يُعرف أمر بمفاتيح معطيات جديدة."
        case .noRenewedFile:
            "أحد هذه الملفات غير موجود."
        case .memoryNotLocked:
            "لم يُفك الختم: ترفض نواة آلة الخادم قفل الذاكرة للمفاتيح."
        case .alreadyUnsealed:
            "الخادم مفتوح من قبل."
        case .rotationElsewhere:
            "الاستبدال ليس في مرحلة تسمح بذلك، أو هناك استبدال آخر لهذا الصنف جار."
        case .noRotation:
            "لا يُعرف استبدال لهذا الصنف."
        case .formerKeyGoesByItself:
            "المفتاح القديم من هذا النوع يزول من تلقاء نفسه ولا يرجع أبدا."
        case .unknownKeyClass(let typed):
            "لا يوجد صنف معطيات اسمه \(typed)."
        case .backupFailed:
            "فشل النسخ الاحتياطي."
        case .badCustodyKey(let typed):
            "لا يقرأ في «\(isolated(typed))» أي مفتاح حفظ علني."
        case .badCommittee:
            "لا يمكن تأليف لجنة بهذا الشكل."
        case .committeePending:
            "هناك تغيير آخر للجنة جار."
        case .noCommittee:
            "ليس للقاعدة لجنة."
        case .noCommitteePlan:
            "لا تغيير للجنة جار."
        case .notCustodian:
            "هذا المفتاح ليس لأحد من اللجنة."
        case .custodyWrong(let name):
            "مرفوض: ليس هذا نصيب \(isolated(name)) في اللجنة السارية."
        case .custodyStale:
            "أثبت شخص آخر مفتاحه في اللحظة نفسها، ولم يؤخذ شيء."
        case .custodyFileDamaged:
            "ليس هذا مفتاح حفظ، أو هو تالف."
        case .custodyPassphraseWrong:
            "عبارة سر مفتاح الحفظ خاطئة."
        case .witnessKnown: "هذا المفتاح معتمد أو منتظر من قبل."
        case .unknownWitness: "لا شاهد معتمد ولا منتظر بهذا الاسم."
        case .removalKnown: "إلغاء اعتماد هذا الشاهد ينتظر من قبل."
        case .noteForked:
            "إنذار: وقع السجل نقطة المراقبة هذه ولم يعد يتضمنها. لقد أعيد إلى الوراء أو صنع من جديد."
        case .witnessNotTrusted: "لم يوقع على هذا أي شاهد معتمد."
        case .cosignatureFalse: "سطر أحد الشهود خاطئ."
        case .cosignatureAhead: "وقع الشاهد في وقت لم يحن بعد."
        case .logUnwitnessed: "لم ير أي شاهد السجل منذ 30 يوما: لا يمحى شيء."
        case .proofsFail(let count, let total):
            "من الإثباتات \(isolated(total)) لا يصح \(isolated(count))."
        case .unknownIncident: "لا حادث بهذا المعرف."
        case .incidentTooLong(let excess):
            "ما كتب عن الحادث أطول من المتاح، بعدد بايتات: \(isolated(excess))."
        case .numberNotTyped: "ليس هذا رقم هذا الملف."
        case .fileInHand: "الملف لا يزال مفتوحا، ولا يمحى كله إلا بعد إغلاقه."
        case .orderNotDue(let day): "لم ينقض الأجل: يمكن تنفيذه ابتداء من \(day)."
        case .orderNotApproved: "لم يوافق شخص ثان على هذا الأمر بعد."
        case .ownOrder: "أنت من أصدر هذا الأمر: يوافق عليه شخص آخر."
        case .unknownOrder: "لا أمر بهذا المعرف."
        case .orderUnreadable: "لم يعد السجل يستطيع بيان ما أمر به: فيه تلف في هذا الموضع."
        case .badRecipient: "هذا ليس متسلما من نوع age."
        case .writtenSinceOrdered:
            "أضيفت إجراءات بعد صدور الأمر وكان سيمحوها: لم يوافق أحد على ذلك."
        case .noSuchLeaf:
            "لا ورقة في السجل بهذه الرتبة."
        case .notYourAct:
            "لا إجراء لك بهذا الرقم في هذا الملف."
        case .logFileUnreadable:
            "ليس هذا إثباتا ولا نقطة مراقبة سليمة: تغير أو قطع."
        case .logFileOfOther:
            "هذا من سجل غير سجل الإقليم."
        case .logFileForged:
            "توقيع السجل ناقص أو خاطئ."
        case .leafNotProved:
            "ليست الورقة في السجل حيث يقول الملف."
        case .notCosigned(let witness):
            "لم يوقع عليه الشاهد \(isolated(witness))."
        case .badWitnessKey:
            "ليس هذا مفتاحا علنيا لشاهد."
        case .badWitnessName:
            "اسم الشاهد بلا فراغ ولا علامة زائد، و64 بايتا على الأكثر."
        case .noWitness:
            "ليس في هذا الملف الشخصي مفتاح شاهد."
        case .witnessThere:
            "في هذا الملف الشخصي مفتاح شاهد من قبل."
        case .logKeyElsewhere:
            "السجل موقع بمفتاح لا يعرفه هذا الشاهد. لم يوقع شيء."
        case .unknownLog:
            "لا يعرف الشاهد هذا السجل."
        case .tooManyLogs:
            "يعرف الشاهد من السجلات أقصى ما يمكن."
        case .witnessElsewhere(let size):
            "وقع الشاهد آخر مرة على \(isolated(size)) ورقة، والملف يبدأ من غيرها."
        case .logForked:
            "إنذار: السجل ليس تتمة لما وقع عليه هذا الشاهد. لم يوقع شيء."
        case .sheetNotText(let path):
            "الملف \(isolated(path)) ليس نصا بترميز UTF-8."
        case .sheetDelimiter:
            "لا يبين السطر الأول ما يفصل بين خانتين."
        case .sheetQuote(let row):
            "في السطر \(isolated(row)) علامة اقتباس لم تغلق أو في غير موضعها."
        case .sheetEmpty(let path):
            "الملف \(isolated(path)) بلا سطر عناوين."
        case .sheetTooLarge(let rows):
            "في الجدول أكثر من \(isolated(rows)) سطر."
        case .mappingWrong(let count):
            "في جدول المطابقة \(isolated(count))."
        case .noTakingOver:
            "ليست في المسار مرحلة للملفات المأخوذة من سجل."
        case .provinceKnown:
            "مفاتيح هذا الإقليم معتمدة أو منتظرة من قبل، أو البطاقة أقدم من المعتمدة."
        case .notWaiting:
            "لا ملف ينتظر هذا الوصل: سوي من قبل، أو سحبت الإحالة."
        case .bundleIsHere:
            "استلم هذا هنا من قبل، فلا يرفض بعد."
        case .bundleWasRefused:
            "رفضت هذه الإحالة هنا من قبل."
        case .bundleUnreadable(let count, let codes):
            "كتب وفق تعريف آخر؛ رموز مجهولة هنا (\(isolated(count))): \(isolated(codes))"
        case .bundleTooLarge:
            "هذا أكبر من أن يكون ملف إحالة."
        case .bundleTooOld:
            "عمره أكثر من 30 يوما، أو تاريخه لم يحل بعد."
        case .bundleAltered:
            "تغير هذا أو قطع أو ليس ملف إحالة. لم يؤخذ منه شيء."
        case .bundleNotTrusted:
            "يأتي هذا من إقليم غير معتمد هنا. لم يؤخذ منه شيء."
        case .bundleForOther:
            "هذا ليس لهذا الإقليم، أو ليس من هذا النوع (ملف أو وصل)."
        case .provinceNotTrusted(let code):
            "الإقليم \(isolated(code)) غير معتمد هنا."
        case .notOnItsWay:
            "هذا الملف ليس في طور الإحالة إلى إقليم آخر."
        case .unknownProvince:
            "لا إقليم معتمدا أو منتظرا بهذا الرمز."
        case .ownProvince:
            "هذه بطاقة إقليمك أنت."
        case .severalProvinces(let codes):
            "في الملف عدة أقاليم: \(isolated(codes))"
        case .provinceNotInFile(let code):
            "لا بطاقة للإقليم \(isolated(code)) في هذا الملف."
        case .descriptorUnreadable:
            "ليس هذا ملف بطاقات أقاليم سليما: تغير أو قطع أو توقيعه خاطئ."
        case .unknownVersion(let number, let last):
            "لا توجد للملف نسخة رقمها \(isolated(number))؛ آخر نسخه رقمها \(isolated(last))."
        case .noDiagnosis: "لا تشخيص على صفحة ملف من هذا النوع."
        case .nothingToPrint: "لا يوجد ما يطبع، أو لا يحق لك الاطلاع عليه."
        case .notForRecipient: "ليس في ذلك ما يسلم إلى هذه الجهة."
        case .maskMissed(let places):
            "لا شيء في الورقة حيث طلب الحجب: \(isolated(places)). لم يطبع شيء."
        case .unknownWrite:
            "لا أمر بلا جواب بهذا المعرف."
        case .unknownProposal: "لا شيء ينتظر بهذا المعرف."
        case .unknownOrganisation: "لا هيئة بهذا الاسم أو المعرف."
        case .tooManySavedSearches(let count): "تحفظ \(count) عملية بحث، وهو أقصى عدد."
        case .searchOfUnknown: "أحد المرشحات يذكر رمزا أو عضوا أو مؤسسة لا يعرفها الخادم."
        case .badSearchName: "لا يحفظ بحث بمثل هذا الاسم."
        case .unknownSavedSearch: "ليس لك بحث محفوظ بهذا الاسم."
        case .unknownMember: "لا عضو بهذا الاسم أو المعرف، أو أكثر من واحد."
        case .noAlarm: "لا إنذار على هذا الجهاز."
        case .binaryToTerminal: "لا تكتب صورة أو وثيقة على الشاشة."
        case .attachmentGone: "الصورة أو الوثيقة لم تعد محفوظة على هذا الجهاز."
        case .attachmentTooLarge: "حجمه يتجاوز 20 ميغابايت."
        case .attachmentUnreadable: "ليس JPEG ولا PNG ولا PDF، أو هو تالف."
        case .contentDiffers: "ما وصل ليس ما يعد به الإجراء. تم التخلص منه."
        case .notArrived: "لم يصل المحتوى بعد: ما زال ينتظر على جهاز كاتبه."
        case .severalAttachments(let fields): "في هذا الإجراء أكثر من واحدة: \(isolated(fields))"
        case .noAttachment: "ليس في هذا الإجراء صورة أو وثيقة كهذه، أو لا يحق لك الاطلاع عليها."
        case .watched: "نافذة أخرى لهذا الحساب تراقب من قبل."
        case .unknownDevice: "لا يوجد جهاز يبدأ معرفه هكذا."
        case .ambiguousDevice(let count): "بداية المعرف لا تكفي: \(isolated(count))."
        case .deviceAlreadySo(let state): "حالة الجهاز من قبل: \(isolated(state))."
        case .deviceStaysRevoked: "الجهاز الملغى لا يعود."
        case .ownDevice: "هذا جهازك أنت: لا يقطع المرء نفسه."
        case .noNextKey: "لا يوجد مفتاح تال: المفتاح الحالي هو الأحدث."
        case .noWayBack:
            "لا يعرف هذا الجهاز، أو أي جهاز للمنسقين، المفتاح الجديد بعد: لن يستطيع أحد الرجوع."
        case .noOtherKey: "للخادم مفتاح واحد: لا يوجد ما ينسى."
        case .digestMismatch: "بصمة الدعوة لا توافق ما عرض الخادم: لم يوقع شيء."
        case .fileNotSeen: "الخط مقطوع وهذا الجهاز لم يقرأ ذلك الملف."
        case .noSuchEntry(let number): "لا يوجد القيد \(isolated(number))."
        case .precedingRefused: "لم يتم إجراء سابق على الملف نفسه."
        case .templateLine(let line, let field):
            "لا يمكن قراءة السطر \(isolated(line)). \(isolated(field))"
        case .usageUnknown(let word): "لا يوجد خيار أو أمر \(isolated(word))."
        case .usageMissing(let word): "ينقص \(isolated(word))."
        case .usageMissingValue(let word): "الخيار \(isolated(word)) يحتاج إلى قيمة."
        case .usageBadValue(let word): "القيمة المعطاة للخيار \(isolated(word)) غير مقبولة."
        case .usageUnexpected: "يوجد وسيط زائد."
        case .usageTogether(let words): "هذه الوسائط لا تجتمع أو ينقص منها: \(isolated(words))"
        case .unreachable: "تعذر الاتصال بالخادم."
        case .lineLost: "انقطع الخط قبل وصول الجواب."
        case .timedOut: "لم يجب الخادم في الأجل."
        case .notRecognised: "رفض الخادم هذا الجهاز، أو ليس هذا هو الخادم المنتظر."
        case .versionMismatch: "لا يتكلم البرنامج والخادم نسخة مشتركة من البروتوكول."
        case .protocolBroken: "أجاب الخادم بما لا يوافق البروتوكول."
        case .daemonForgot:
            "سجل الخادم أقصر مما عرفه هذا الجهاز أو مخالف له: قد يكون استرجاعا قديما أو تلاعبا."
        case .notEnrolled(let profile): "لا يوجد جهاز مسجل في الحساب المحلي \(isolated(profile))."
        case .alreadyEnrolled(let profile): "الحساب المحلي \(isolated(profile)) مسجل من قبل."
        case .badProfileName: "اسم الحساب المحلي غير صالح."
        case .locked: "الجلسة مقفلة."
        case .wrongPassphrase: "عبارة السر غير صحيحة."
        case .passphraseTooShort: "عبارة السر أقصر من 12 حرفا."
        case .passphrasesDiffer: "عبارتا السر مختلفتان."
        case .invitationUnreadable: "لا يمكن قراءة هذه الدعوة: ينقصها حرف أو فيها حرف خاطئ."
        case .deviceFileDamaged: "ملف الجهاز تالف أو غير مفهوم."
        case .agentUnavailable: "تعذر تشغيل الجلسة على هذا الجهاز."
        case .noTerminal: "يلزم جواب ولا توجد محطة لطرح السؤال."
        case .gaveUp: "تم التخلي."
        case .noSuchInput(let path): "لا يمكن قراءة \(isolated(path))."
        case .fileExists(let path): "\(isolated(path)) موجود من قبل."
        case .cannotWrite(let path): "لا يمكن كتابة \(isolated(path))."
        case .outputFailed: "تعذرت كتابة النتيجة."
        case .noSuchDraft(let number): "لا توجد مسودة رقمها \(isolated(number))."
        case .draftFormGone(let code): "لم تعد في المدار استمارة \(isolated(code))، وتبقى المسودة."
        case .draftElsewhere:
            "هذه المسودة قيد الإدخال في نافذة أخرى."
        case .badFileNumber: "ليس هذا رقم ملف: رقم التحقق لا يوافق."
        case .badJSON: "ليس هذا المستند بالشكل المنتظر."
        case .unknownForm(let code): "لا توجد استمارة بالرمز \(isolated(code))."
        case .notKnown(let code):
            "لا توجد في الملف قيمة للحقل \(isolated(code)) يمكن إخبار المصلحة بها."
        case .unknownMatter(let code): "لا تبدأ بالحروف \(isolated(code)) مسألة واحدة من الملف."
        case .unknownKind(let code, let kinds):
            "لا يوجد نوع ملفات بالرمز \(isolated(code)). الأنواع: \(isolated(kinds))"
        case .unknownStage(let code): "لا توجد مرحلة بالرمز \(isolated(code))."
        case .unknownRole(let code): "لا توجد صفة بالرمز \(isolated(code))."
        case .unknownInvitation: "لا توجد دعوة بهذا المعرف تنتظر الموافقة."
        case .formHasErrors(let count): "الاستمارة غير صحيحة: \(isolated(count))."
        case .actNotAllowed: "لا يمكن ذلك الآن في مسار الملف."
        case .classClosed(let fields): "لا تسمح لك صفتك بكتابة ما يلي: \(isolated(fields))."
        case .approvalNotTyped: "لم تكتب كلمة التأكيد."
        case .bug: "حدث خلل في البرنامج."
        case .noPendingEnrolment: "لا يوجد تسجيل لم يكتمل."
        case .layoutTooNew: "كتب ملف الجهاز ببرنامج أحدث."
        case .keptDamaged: "ملف محفوظ على هذا الجهاز تالف."
        case .keptTooMuch: "ينتظر الإرسال أكثر مما يسع هذا الجهاز."
        case .memoryRefused: "رفض النظام حجز الذاكرة المقفلة."
        case .inputOutput: "تعذرت القراءة أو الكتابة على هذا الجهاز."
        case .badCheckpoint: "توقيع سجل الخادم غير صحيح."
        case .logKeyUnfollowed:
            "السجل موقع بمفتاح آخر، ولا شيء يوصل إليه من المفتاح الذي يعرفه هذا الجهاز."
        case .logKeyUnknown: "لم يتسلم هذا الجهاز بعد مفتاح السجل."
        case .definitionMismatch: "تعريف المدار الذي وصل غير ما أعلن عنه الخادم."
        case .agentForeign: "الجلسة على هذا الجهاز ليست لك."
        case .agentRunning: "الجلسة مفتوحة من قبل."
        case .unknownStatus(let number):
            "أجاب الخادم بحالة لا يعرفها هذا البرنامج: \(isolated(number))."
        case .badUsage: "الوسائط غير صحيحة."
        case .wrongMode: "يمكن لغيرك قراءة ملفات حسابك المحلي."
        case .unsealRefused: "لم يفك الختم: عبارة السر خاطئة، أو لا تسمح صفتك بذلك."
        }
    }

    var arabicAdvice: String {
        switch self {
        case .ownPublication:
            "اطلب ذلك من زميل يعد الأرقام أو من رئيس اللجنة: madar publish approve"
        case .unknownPublication:
            "ما نشر وما ينتظر: madar publish list"
        case .publishedAlready:
            "لعرضه: madar publish show"
        case .publicationWaits:
            "للموافقة: madar publish approve"
        case .daysWait:
            "وافقوا عليه أو اسحبوه أولا: madar publish list"
        case .publishedBefore:
            "ينشر عن الأطفال أنفسهم مرة واحدة، حتى لا تقارن حقيقتان. لعرضه: madar publish list"
        case .nothingToPublish:
            "السبب مذكور بجانب كل جدول."
        case .periodNotOver:
            "اختر فصلا أو سنة انتهت."
        case .reportWhole:
            "دون --organisation، ومع --month أو --quarter أو --year."
        case .draftGone:
            "حضره من جديد: madar publish prepare"
        case .notReturnable:
            "أخبر من يتولى التعريف: رمز فيه، أو مجموعه، أطول مما يسعه البيان."
        case .nothingPublished:
            "يحضره المركز ويوافق عليه شخص ثان: madar publish prepare"
        case .severalPublished:
            "اختر واحدا: --publication ID. تجمع الوزارة ملفا واحدا لكل إقليم."
        case .unknownIndicator:
            "اللائحة: madar figures --list"
        case .unknownReport:
            "اللائحة: madar report --list"
        case .breakdownNotFree:
            "الممكن هنا: sex وage وcommune وcategory، ولوائح تذكرها madar figures --list"
        case .unknownBreakdown:
            "الممكن: sex وage وage_cp وmilieu وcommune وcategory وunit، واللوائح والحقول التي تذكرها madar figures --list"
        case .unknownMeasure:
            "اللائحة: madar figures --list"
        case .periodReversed:
            "حدد أول يوم بواسطة --from وآخر يوم بواسطة --to."
        case .periodFuture:
            "اختر شهرا أو فصلا أو سنة بدأت."
        case .figuresNotGranted:
            "بدون --province تحسب الملفات التي تصل إليها؛ وللكل، اطلب ذلك ممن ينسق المركز. تعطى اللجنة، مع --measure و--by، عن شهر أو فصل أو سنة انتهت، جدولا حجبت فيه الأعداد الصغيرة. المنشور: madar publish list"
        case .nationalIncomplete:
            "اطلب الكشوف من تلك الأقاليم، ثم اجمع كل الملفات من جديد."
        case .nothingToAdd:
            "السبب مذكور أعلاه لكل ملف. يجب أن تصح الفترة وقائمة الأقاليم."
        case .descriptorsDiffer:
            "اسأل الإقليم أيتهما الصحيحة، وقارن البصمة، ولا تترك في القائمة غيرها."
        case .tooManyReturns:
            "يعطي كل إقليم ملفا واحدا عن كل فترة."
        case .definitionUnreadable:
            "اطلب كتابته من جديد: madar national definition --out FILE"
        case .noRoomToWrite:
            "أفرغ مساحة في القرص، أو اختر مجلدا آخر."
        case .noSlotPlan:
            "انظر: madarctl committee show و madard config show"
        case .restorationUnsigned:
            "يوقع المشغل والمنسق: madarctl restored --sign"
        case .restorationUncovered:
            "اتصل بالمشغل: يوقع من جديد بملاحظته: madar restored --save-note FILE"
        case .noLostNote:
            "وقّع على جهاز ينبه، أو أعط ملاحظة جهاز كهذا: --note FILE"
        case .noBackupPlan:
            "اقترح واحدة: madarctl backup plan. يوافق عليها شخص ثان."
        case .badBackupPlan:
            "ينشئ كل مستلم مفتاحه بالأمر age-keygen ويعطيك المفتاح العمومي."
        case .backupNoRoom:
            "أفرغ مساحة؛ لم يترك شيء ناقص."
        case .backupNoFolder:
            "اربط القرص بآلة الخادم ثم أعد المحاولة."
        case .backupDisk:
            "تحقق من القرص ومن صلاحيات المجلد على آلة الخادم."
        case .backupStore:
            "احتفظ بالنسخ السابقة وتحقق من المخزن: madard verify."
        case .renewalElsewhere:
            "انظر أين وصل: madarctl keys renewal"
        case .noRenewal:
            "اقترح واحدا: madarctl keys renew"
        case .noRenewedFile:
            "اطلب المعرف ممن يعمل على الملف."
        case .memoryNotLocked:
            "اضبط LimitMEMLOCK=1G في وحدة الخادم، أو امنحه CAP_IPC_LOCK، وأعد تشغيله: الصفحة P1 من الدليل."
        case .alreadyUnsealed:
            "انظر حالته: madarctl status"
        case .rotationElsewhere:
            "انظر أين وصل: madarctl keys list"
        case .noRotation:
            "اقترح واحدا: madarctl keys rotate"
        case .formerKeyGoesByItself:
            "انظر أين وصل: madarctl keys list"
        case .unknownKeyClass:
            "اختر واحدا من: identity أو social أو health أو judicial أو spine أو protected أو index أو log."
        case .backupFailed:
            "أعد المحاولة؛ وإن تكرر ذلك فانظر سجل الخادم."
        case .badCustodyKey:
            "على شكل الاسم=MADARK-…؛ يعرضه صاحبه: madarctl custody show"
        case .badCommittee:
            "من 2 إلى 10 أعضاء لكل واحد اسمه ومفتاحه، يفتح 2 منهم معا على الأقل؛ و4 مفاتيح مودعة على الأكثر، مع أعضاء أقل من النصاب."
        case .committeePending:
            "لعرضه: madarctl committee show"
        case .noCommittee:
            "لتأسيس واحدة: madarctl committee propose"
        case .noCommitteePlan:
            "لعرض اللجنة: madarctl committee show"
        case .notCustodian:
            "قارن البصمات: madarctl committee show"
        case .custodyWrong:
            "لا تحاول من جديد مع هذا الخادم. اتصل بالمنسق."
        case .custodyStale:
            "حاول من جديد."
        case .custodyFileDamaged:
            "خذ النسخة الأخرى. إن لم توجد فأخبر مشغل النظام: تعاد اللجنة دون هذا المفتاح."
        case .custodyPassphraseWrong:
            "هي التي اخترتها لهذا الملف، لا عبارة جهازك."
        case .witnessKnown: "الشهود: madarctl witness list"
        case .unknownWitness: "الشهود: madarctl witness list"
        case .removalKnown: "شخص ثان: madarctl approve"
        case .noteForked: "احتفظ بالملف. اتصل فورا بالمنسق وباللجنة."
        case .witnessNotTrusted: "لاعتماد شاهد: madarctl witness add"
        case .cosignatureFalse: "لا تعتمد على هذا الملف. اطلبه من الشاهد من جديد."
        case .cosignatureAhead: "قارن الساعات: madarctl status"
        case .logUnwitnessed:
            "ليحمل مشغل النظام السجل إلى شاهد: madarctl witness request ثم madarctl witness cosigned. يبقى الأمر قائما إلى أجله."
        case .proofsFail: "لا تعتمد على هذا الملف. اتصل بالمنسق."
        case .unknownIncident: "ما هو مسجل: madar incident"
        case .incidentTooLong: "اختصر، واحفظ الباقي على ورق مع مرجعه."
        case .noSuchLeaf:
            "تعد من 0."
        case .notYourAct:
            "لا يحصل على إثبات الإجراء إلا كاتبه. الإجراءات: madar history"
        case .logFileUnreadable:
            "اطلب الملف من جديد."
        case .logFileOfOther:
            "قارن البطاقة مع الإقليم: madarctl province show"
        case .logFileForged:
            "لا تعتمد على هذا الملف. اتصل بالمنسق."
        case .leafNotProved:
            "لا تعتمد على هذا الملف. اتصل بالمنسق."
        case .notCosigned:
            "ليوقع الشاهد أولا: madar witness sign"
        case .badWitnessKey:
            "يعرضه الشاهد: madar witness show"
        case .badWitnessName:
            "مثلا: comite.sale"
        case .noWitness:
            "أنشئ واحدا: madar witness init"
        case .witnessThere:
            "يعرض بالأمر: madar witness show"
        case .logKeyElsewhere:
            "إذا كان الإقليم قد استبدل مفتاحه، فاطلب منه تصريحاته (madarctl witness request --log-keys)، وقدمها مع --log-keys. وإلا فاتصل باللجنة."
        case .unknownLog:
            "أولا: madar witness trust مع بطاقة الإقليم"
        case .tooManyLogs:
            "أنشئ شاهدا آخر في ملف شخصي آخر: --profile"
        case .witnessElsewhere:
            "اطلب من الإقليم ملفا من هناك: madarctl witness request --after N"
        case .logForked:
            "احتفظ بالملف. اتصل فورا بالمنسق وباللجنة."
        case .sheetNotText:
            "احفظه من برنامج الجداول بصيغة CSV UTF-8، أو حوله: iconv -f WINDOWS-1256 -t UTF-8"
        case .sheetDelimiter:
            "اذكره: --delimiter comma أو semicolon أو tab"
        case .sheetQuote:
            "احفظ الجدول من جديد بصيغة CSV UTF-8."
        case .sheetEmpty:
            "اكتب أسماء الأعمدة في السطر الأول."
        case .sheetTooLarge:
            "قسمه إلى عدة جداول."
        case .mappingWrong:
            "صحح الأسطر المذكورة. نموذج: madar-import template"
        case .noTakingOver:
            "أخبر مشغل النظام."
        case .provinceKnown: "الأقاليم: madarctl province list"
        case .notWaiting: "ما جرى في الملف: madar history"
        case .bundleIsHere: "الوصل: madar transfer receive FILE"
        case .bundleWasRefused: "ليدخل المرسل إحالة جديدة."
        case .bundleUnreadable:
            "ليضف المشغل هذه الرموز إلى التعريف، أو ارفض: madar transfer refuse FILE"
        case .bundleTooLarge: "تحقق من الملف."
        case .bundleTooOld: "اطلبه من جديد من المرسل."
        case .bundleAltered: "اطلبه من جديد من المرسل."
        case .bundleNotTrusted: "الأقاليم المعتمدة: madarctl province list"
        case .bundleForOther: "انظر لمن أرسل. للوصل: madar transfer receipt FILE"
        case .provinceNotTrusted: "ليتبادل الطرفان البطاقات: madarctl province trust FILE"
        case .notOnItsWay: "أدخل أولا إجراء الإحالة: madar act add"
        case .unknownProvince: "الأقاليم: madarctl province list"
        case .ownProvince: "اطلب بطاقة الإقليم الآخر."
        case .severalProvinces: "عين واحدا: --code CODE"
        case .provinceNotInFile: "ما في الملف من رموز يظهر بدون الخيار: --code"
        case .descriptorUnreadable: "اطلب الملف من جديد من الإقليم الآخر."
        case .unknownVersion:
            "كل نسخة وتاريخها في مسار الملف: madar history"
        case .noDiagnosis: "للمخطط الترابي تشخيص: madar record list PLAN"
        case .nothingToPrint: "الإجراءات وما فيها: madar history"
        case .notForRecipient: "ما تحتاج إليه مدرسة أو مشغل: madar print FILE --referral ID"
        case .maskMissed: "رموز الحقول وأرقام الإجراءات: madar history FILE --json"
        case .unknownWrite: "ما بقي بلا جواب: madarctl unanswered --list"
        case .unknownOrder: "ما هو مأمور به: madar order list"
        case .orderUnreadable:
            "اسحبه وأصدره من جديد: madar order withdraw. أخبر مشغل الخادم: madard verify"
        case .badRecipient:
            "يبدأ بـ age1: من يتسلم الملف يصنعه بـ age-keygen ويحتفظ بجزئه السري."
        case .writtenSinceOrdered:
            "اسحبه وأصدره من جديد، أو حدد الإجراءات: madar order withdraw"
        case .ownOrder: "اطلب الموافقة: madar order approve"
        case .orderNotApproved: "اطلب الموافقة: madar order approve"
        case .orderNotDue: "لإلغائه قبل ذلك: madar order withdraw"
        case .fileInHand: "وضعية الملف: madar show"
        case .numberNotTyped: "أعد الأمر إن كنت تريد ذلك فعلا."
        case .unknownProposal: "ما ينتظر: madarctl members"
        case .unknownOrganisation: "الهيئات الموجودة: madarctl members"
        case .tooManySavedSearches: "انس إحداها: madar files --forget NAME"
        case .searchOfUnknown:
            "رموز المراحل والمستويات: madar act list-forms؛ الجماعات: madar places"
        case .badSearchName: "اكتب اسما من 1 إلى 64 حرفا في سطر واحد."
        case .unknownSavedSearch: "عمليات البحث المحفوظة: madar files --saved"
        case .unknownMember: "الأعضاء ومعرفاتهم: madarctl members"
        case .noAlarm: "الأجهزة وإنذاراتها: madarctl devices"
        case .binaryToTerminal: "عين ملفا: --out FILE"
        case .attachmentGone: "اكتب مسارها بعد النقطتين."
        case .attachmentTooLarge: "صغر الصورة، أو أرسل صفحات أقل."
        case .attachmentUnreadable: "التقط الصورة من جديد، أو احفظها بصيغة JPEG."
        case .contentDiffers: "أخبر مشغل الخادم."
        case .notArrived: "حاول لاحقا، أو اسأل كاتبه."
        case .severalAttachments: "عين واحدة: --field CODE --row NUMBER"
        case .noAttachment: "الإجراءات وما فيها: madar history"
        case .watched: "انظر هناك، أو أغلقها أولا."
        case .unknownDevice: "اللائحة: madarctl devices"
        case .ambiguousDevice: "زد أرقاما من المعرف: madarctl devices"
        case .deviceAlreadySo: "لا شيء يلزم. اللائحة: madarctl devices"
        case .deviceStaysRevoked: "ادع صاحبه من جديد: madarctl invite"
        case .ownDevice: "على شخص آخر أن يفعل ذلك من جهازه."
        case .noNextKey: "الحالة: madarctl transport status"
        case .noWayBack: "ليتصل الاثنان مرة: madar whoami"
        case .noOtherKey: "الحالة: madarctl transport status"
        case .digestMismatch: "لا توافق عليها. اتصل بالمنسق وبمشغل النظام."
        case .fileNotSeen:
            "دون خط تضاف الإجراءات إلى ملفات قرئت هنا؛ دونه يدويا بواسطة: madar act "
                + "template"
        case .noSuchEntry: "اللائحة: madar outbox"
        case .precedingRefused: "انظر الملف ثم أعد الإدخال: madar outbox"
        case .templateLine: "السطر رمز ونقطتان وقيمة: madar act template"
        case .usageUnknown: "انظر --help"
        case .usageMissing: "انظر --help"
        case .usageMissingValue: "انظر --help"
        case .usageBadValue: "انظر --help"
        case .usageUnexpected: "انظر --help"
        case .usageTogether: "انظر --help"
        case .unreachable: "تحقق من الشبكة ثم أعد المحاولة؛ إن استمر الأمر فاتصل بمشغل النظام."
        case .lineLost: "تحقق قبل أن تعيد: madar history للملفات، madarctl invitations للدعوات"
        case .timedOut: "انتظر قليلا، ثم تحقق قبل أن تعيد."
        case .notRecognised: "لا تعد المحاولة: اتصل بمشغل النظام وأخبره."
        case .versionMismatch: "حدث البرنامج."
        case .protocolBroken: "أخبر مشغل النظام."
        case .daemonForgot:
            "توقف عن العمل واتصل بالمنسق وبمشغل النظام؛ إذا استُرجع المخزن: madar restored"
        case .notEnrolled: "سجل الجهاز بدعوة: madar enrol"
        case .alreadyEnrolled: "اختر حسابا آخر: --profile"
        case .badProfileName: "استعمل حروفا لاتينية صغيرة أو أرقاما أو شرطة، 32 على الأكثر."
        case .locked: "افتحها: madar unlock"
        case .wrongPassphrase: "أعد المحاولة. من نسيها يحتاج إلى دعوة جديدة."
        case .passphraseTooShort: "اختر عدة كلمات."
        case .passphrasesDiffer: "أعد الأمر."
        case .invitationUnreadable: "انسخها كاملة ابتداء من MADAR1"
        case .deviceFileDamaged: "اطلب دعوة جديدة وأبلغ عن الجهاز القديم لإلغائه."
        case .agentUnavailable: "أعد الأمر madar unlock؛ إن استمر الأمر فاتصل بمشغل النظام."
        case .noTerminal: "أعط الجواب بملف أو بالإدخال المعياري؛ انظر --help"
        case .gaveUp: "أعد الأمر متى شئت."
        case .noSuchInput: "تحقق من المسار والصلاحيات."
        case .fileExists: "اختر اسما آخر."
        case .cannotWrite: "تحقق من المجلد والصلاحيات."
        case .outputFailed: "تحقق من القرص أو من البرنامج القارئ."
        case .noSuchDraft:
            "انظر ما ينتظر: madar drafts"
        case .draftFormGone:
            "أدخل ما تقرؤه أعلاه في استمارة أخرى، ثم احذف المسودة: madar drafts forget"
        case .draftElsewhere:
            "تابع هناك، أو أغلق تلك النافذة أولا."
        case .badFileNumber: "أعد سماعه أو قراءته، ثم اكتبه من جديد."
        case .badJSON: "الشكل موصوف في: madar act add --help"
        case .unknownForm: "اللائحة: madar act list-forms"
        case .notKnown: "القيم: madar history"
        case .unknownMatter: "المسائل ومعرفاتها: madar show"
        case .unknownKind: "لعرض ما هو موجود: madar record list"
        case .unknownStage: "اللائحة: madar act list-forms"
        case .unknownRole: "اختر من اللائحة التي يعرضها الأمر دون --role"
        case .unknownInvitation: "اللائحة: madarctl invitations"
        case .formHasErrors: "صحح الحقول المذكورة وأعد الإرسال."
        case .actNotAllowed: "أنجز أولا ما هو مذكور ثم أعد الإدخال."
        case .classClosed: "اتركه فارغا، ويدخله من تسمح له صفته بذلك في إجراء مستقل."
        case .approvalNotTyped: "أعد الأمر إن كنت تريد ذلك فعلا."
        case .bug: "أخبر مشغل النظام بالأمر المستعمل ونسخة البرنامج."
        case .noPendingEnrolment: "ابدأ من الدعوة: madar enrol"
        case .layoutTooNew: "حدث البرنامج."
        case .keptDamaged: "أخبر مشغل النظام قبل أن تعيد الإدخال."
        case .keptTooMuch: "اتصل بالشبكة ليرسل ما ينتظر."
        case .memoryRefused: "ارفع الحد: ulimit -l"
        case .inputOutput: "تحقق من القرص والصلاحيات."
        case .badCheckpoint: "توقف عن العمل واتصل بالمنسق وبمشغل النظام."
        case .logKeyUnfollowed:
            "توقف عن العمل واتصل بالمنسق: يجب أن يدعى هذا الجهاز من جديد."
        case .logKeyUnknown: "أعد الأمر بعد فك ختم الخادم."
        case .definitionMismatch: "أعد المحاولة؛ إن استمر الأمر فأخبر مشغل النظام."
        case .agentForeign: "لا تكتب عبارة السر: اتصل بمشغل النظام."
        case .agentRunning: "لا شيء، أو أقفلها أولا: madar lock"
        case .unknownStatus: "حدث البرنامج."
        case .badUsage: "انظر --help"
        case .wrongMode: "احصر القراءة فيك: chmod -R go="
        case .unsealRefused: "أعد المحاولة؛ بعد محاولات كثيرة يمهل الخادم."
        }
    }
}
