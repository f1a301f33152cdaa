# shellcheck shell=bash
# One invented child through the circuit, told by the programs themselves in French and Arabic.
# Sourced by Clients/demo, which sets work, madar and the profiles.

tell() { printf '   \033[36m%s\033[0m\n' "$*"; }

act() {
    local profile="$1" lang="$2" number="$3"
    # shellcheck disable=SC2154
    "$madar" act add "$number" --act - --profile "$profile" --lang "$lang" 2>&1 \
        | sed 's/^/      /'
}

story() {
    local number
    tell "Repérage — الرصد : l'assistante de l'UPE cherche d'abord, puis ouvre le dossier"
    "$madar" find --stdin --profile worker --lang fr <<<"سلمى بنعلي" 2>&1 | sed 's/^/      /' || true
    number=$("$madar" open --searched --act - --json --profile worker <<'ACT' | member file_number
{"form": "F0", "to": "DETECT", "values": {
  "family_name_ar": "بنعلي", "given_name_ar": "سلمى", "family_name_fr": "Benali",
  "given_name_fr": "Salma", "sex": "F", "estimated_age": 11, "nationality": "MAR",
  "civil_status": "UNKNOWN", "presence_commune": "04.441.01.09", "milieu": "U",
  "school_status": "DROPPED"}}
ACT
    )
    tell "Dossier $number"
    tell "Signalement — التبليغ"
    act worker fr "$number" <<'ACT'
{"form": "F1", "to": "SIGNAL", "values": {
  "received_at": "2026-11-20T17:40:00Z", "channel": "PHONE", "reporter_wants_secrecy": true,
  "alleged_facts": "Une voisine entend des cris chaque soir", "author_has_access": "YES",
  "immediate_danger": "POSSIBLE", "receiver": "me", "urgency": "HIGH",
  "offence_suspected": false}}
ACT
    tell "Accueil — الاستقبال"
    act worker ar "$number" <<<'{"to": "RECEIVE", "values": {}}'
    tell "Écoute — الاستماع"
    act worker ar "$number" <<'ACT'
{"form": "F2", "to": "LISTEN", "values": {
  "interview_at": "2026-11-21T09:30:00Z", "interviewer": "me", "child_consents": true,
  "child_friendly_room": true, "narration": "أخاف حين يعود في الليل",
  "needs_expressed": "Dormir chez sa tante"}}
ACT
    tell "Qualification — تكييف الوضعية : le centre reprend le dossier"
    act centre fr "$number" <<'ACT'
{"form": "F3", "to": "TRIAGE", "values": {
  "risk_level": "R3", "evaluator": "me", "risk_valid_until": "2026-12-21T09:00:00Z",
  "risk_decision": "ASSESS"},
 "groups": {"CATEGORY": [{"category": "VIC-VIO", "category_principal": true}]}}
ACT
    tell "Évaluation — التشخيص والتقييم"
    act centre ar "$number" <<<'{"to": "ASSESS", "values": {}}'
    act centre fr "$number" <<'ACT'
{"form": "F5", "values": {
  "child_view": "Veut retourner à l'école", "guardian_view": "La mère demande de l'aide",
  "opinion": "Hébergement chez la tante, retour à l'école", "inquiry_due_at": "2026-12-05T09:00:00Z"}}
ACT
    tell "Le dossier, tel que le centre le lit — الملف كما يقرؤه المركز"
    "$madar" show "$number" --profile centre --lang ar 2>&1 | sed 's/^/      /'
    tell "Ce qui est dû — ما يجب إنجازه"
    "$madar" due --profile worker --lang fr 2>&1 | sed 's/^/      /' || true
    tell "Une transition que le circuit interdit — انتقال لا يسمح به المدار"
    "$madar" act add "$number" --act - --profile centre --lang fr <<<'{"to": "DETECT", "values": {}}' 2>&1 \
        | sed 's/^/      /' || true
}
