-- What can be seen of `madar/1` on the wire (SPEC W-10 to W-20), for Wireshark and tshark 4:
--
--     tshark -X lua_script:Wire/wireshark/madar.lua -r capture.pcap
--
-- or a copy in Wireshark's folder of personal Lua plugins. Connections are known by their first
-- bytes, on any port; those on the port of the preferences also where the capture begins later.
-- What is encrypted is shown as bytes: no key is asked for, and nothing is guessed.

local madar = Proto("madar", "Madar protocol")

local MAGIC, SUITE = 0x4D44, 1
local FIRST, SECOND, THIRD = 88, 82, 162
local TAG = 16
local CIPHERTEXT_MIN, CIPHERTEXT_MAX = 24, 16400

local field = {
    direction = ProtoField.string("madar.direction", "Direction"),
    message = ProtoField.uint8("madar.message", "Handshake message"),
    magic = ProtoField.uint16("madar.magic", "Magic", base.HEX),
    suite = ProtoField.uint8("madar.suite", "Suite"),
    key_number = ProtoField.uint8("madar.key_number", "Number of the daemon's static key"),
    zero = ProtoField.uint16("madar.zero", "Zero", base.HEX),
    length = ProtoField.uint16("madar.length", "Length"),
    ephemeral = ProtoField.bytes("madar.ephemeral", "Ephemeral public key"),
    static = ProtoField.bytes("madar.encrypted_static", "Encrypted static key and tag"),
    payload = ProtoField.bytes("madar.encrypted_payload", "Encrypted payload and tag"),
    frame = ProtoField.uint64("madar.frame", "Frame"),
    ciphertext = ProtoField.bytes("madar.ciphertext", "Ciphertext"),
    tag = ProtoField.bytes("madar.tag", "Tag"),
    unknown = ProtoField.bytes("madar.unknown", "Bytes"),
}
madar.fields = field

local malformed = expert.group.MALFORMED
local fault = {
    preamble = ProtoExpert.new(
        "madar.preamble.wrong", "Not the preamble of madar/1: the daemon closes", malformed,
        expert.severity.ERROR),
    handshake = ProtoExpert.new(
        "madar.handshake.wrong", "Not the length of this handshake message", malformed,
        expert.severity.ERROR),
    length = ProtoExpert.new(
        "madar.length.wrong", "Length of a frame outside 24 to 16,400", malformed,
        expert.severity.ERROR),
    after = ProtoExpert.new(
        "madar.after_fault", "After a fault in this direction nothing can be told apart",
        expert.group.UNDECODED, expert.severity.WARN),
    beginning = ProtoExpert.new(
        "madar.beginning_missing",
        "The beginning of the connection, or a part of it, is not in the capture",
        expert.group.UNDECODED, expert.severity.NOTE),
}
madar.experts = fault

madar.prefs.port = Pref.uint("TCP port", 7411, "Where daemons listen")

local stream_of = Field.new("tcp.stream")
-- Which packets of the connection are in the capture; bit 0 is SYN.
local completeness_of = Field.new("tcp.completeness")

-- What is known of each connection, by the number of its TCP stream.
local connections = {}
local port, last_packet

function madar.init()
    connections = {}
    last_packet = nil
end

local function sender(pinfo) return tostring(pinfo.src) .. " " .. pinfo.src_port end

local function connection()
    local number = stream_of().value
    connections[number] = connections[number] or { sides = {}, known = {} }
    return connections[number]
end

-- Whether bytes are a preamble, as far as there are any.
local function is_preamble(tvb, offset)
    local right = { [0] = 0x4D, 0x44, SUITE, nil, 0, 0, 0, 0x50 }
    for place = 0, math.min(8, tvb:len() - offset) - 1 do
        local byte = right[place]
        if byte and tvb(offset + place, 1):uint() ~= byte then return false end
    end
    return true
end

local function length_at(tvb, offset)
    if tvb:len() - offset < 2 then return nil end
    return tvb(offset, 2):uint()
end

local function is_length(length) return length >= CIPHERTEXT_MIN and length <= CIPHERTEXT_MAX end

-- Whether whole frames fill the rest exactly: so a frame's edge is found again.
local function holds_whole_frames(tvb, offset)
    while offset < tvb:len() do
        local length = length_at(tvb, offset)
        if not length or not is_length(length) then return false end
        offset = offset + 2 + length
    end
    return offset == tvb:len()
end

-- The side that sends, with what it sends next: "first", "second", "third", "frame", "lost" where
-- the place in the stream is not known, or "fault".
local function side_of(talk, tvb, offset, pinfo)
    local name = sender(pinfo)
    local side = talk.sides[name]
    if side then return side end
    local completeness = completeness_of()
    local begins = completeness and completeness.value % 2 == 1
    local is_first = next(talk.sides) == nil
    side = { next = "lost" }
    if is_first and (begins or tvb:len() - offset >= 8) and is_preamble(tvb, offset) then
        side = { next = "first", role = "client" }
    elseif is_first and begins then
        side = { next = "first", role = "client" }
    elseif not is_first and talk.began then
        side = { next = "second", role = "daemon" }
    elseif pinfo.dst_port == port then
        side.role = "client"
    elseif pinfo.src_port == port then
        side.role = "daemon"
    end
    talk.began = talk.began or side.next == "first"
    talk.sides[name] = side
    return side
end

-- What stands at an offset: { kind, size, role, number }. A size of nil asks for more bytes.
local function look(side, tvb, offset)
    local kind, length = side.next, length_at(tvb, offset)
    local found = { kind = kind, role = side.role, number = side.count }
    local rest = tvb:len() - offset
    if kind == "lost" and holds_whole_frames(tvb, offset) then
        found.kind, kind = "frame", "frame"
    end
    if kind == "first" then
        found.size = FIRST
        if not is_preamble(tvb, offset) then found.fault, found.size = "preamble", rest end
    elseif kind == "second" or kind == "third" then
        local whole = kind == "second" and SECOND or THIRD
        found.size = length and whole
        if length and length ~= whole - 2 then found.fault, found.size = "handshake", rest end
    elseif kind == "frame" then
        found.size = length and 2 + length
        if length and not is_length(length) then found.fault, found.size = "length", rest end
    else
        found.size = rest
    end
    return found
end

-- What follows after what was found.
local function advance(side, found)
    if found.fault then
        side.next = "fault"
    elseif found.kind == "first" then
        side.next = "third"
    elseif found.kind == "second" or found.kind == "third" then
        side.next, side.count = "frame", 0
    elseif found.kind == "frame" then
        side.next = "frame"
        if side.count then side.count = side.count + 1 end
    end
end

local show = {}

function show.first(tree, range)
    tree:add(field.magic, range(0, 2))
    tree:add(field.suite, range(2, 1))
    tree:add(field.key_number, range(3, 1))
    tree:add(field.zero, range(4, 2))
    tree:add(field.length, range(6, 2))
    tree:add(field.ephemeral, range(8, 32))
    tree:add(field.payload, range(40, 48))
end

function show.second(tree, range)
    tree:add(field.length, range(0, 2))
    tree:add(field.ephemeral, range(2, 32))
    tree:add(field.payload, range(34, 48))
end

function show.third(tree, range)
    tree:add(field.length, range(0, 2))
    tree:add(field.static, range(2, 48))
    tree:add(field.payload, range(50, 112))
end

function show.frame(tree, range)
    local length = range:len() - 2
    tree:add(field.length, range(0, 2))
    tree:add(field.ciphertext, range(2, length - TAG))
    tree:add(field.tag, range(2 + length - TAG, TAG))
end

local titles = { first = "Message 1", second = "Message 2", third = "Message 3" }
local numbers = { first = 1, second = 2, third = 3 }

local function present(found, tvb, offset, size, pinfo, root)
    local range = tvb(offset, size)
    local title = titles[found.kind]
    if found.kind == "frame" then
        title = found.number and "Frame " .. found.number or "Frame"
    elseif not title then
        title = size .. " bytes"
    end
    local is_whole = found.size == size and not found.fault
    local tree = root:add(madar, range, "Madar protocol, " .. title)
    if found.role then
        local other = found.role == "client" and "daemon" or "client"
        tree:add(field.direction, found.role .. " to " .. other):set_generated()
    end
    if numbers[found.kind] then tree:add(field.message, numbers[found.kind]):set_generated() end
    if found.kind == "frame" and found.number then
        tree:add(field.frame, UInt64(found.number)):set_generated()
    end
    if is_whole and show[found.kind] then
        show[found.kind](tree, range)
    else
        if found.fault and found.fault ~= "preamble" then tree:add(field.length, range(0, 2)) end
        tree:add(field.unknown, range)
    end
    if found.fault then tree:add_proto_expert_info(fault[found.fault]) end
    if found.kind == "fault" then tree:add_proto_expert_info(fault.after) end
    if found.kind == "lost" or found.kind == "frame" and not found.number then
        tree:add_proto_expert_info(fault.beginning)
    end
    local text = title:lower()
    if found.kind == "first" and is_whole then text = text .. ", key " .. range(3, 1):uint() end
    if found.fault then text = text .. " (wrong " .. found.fault .. ")" end
    return text
end

-- One line for a packet: frames are counted, not listed.
local function summary(texts, role, count)
    if count > 1 then texts[#texts + 1] = count .. " frames" end
    return (role and role .. ": " or "") .. table.concat(texts, ", ")
end

function madar.dissector(tvb, pinfo, root)
    local talk = connection()
    local truncated = tvb:reported_len() > tvb:len()
    local offset, texts, role, frames, frame_text = 0, {}, nil, 0, nil
    pinfo.cols.protocol = "madar"
    while offset < tvb:len() do
        local rest = tvb:len() - offset
        -- The same bytes of the same packet are asked for again, in any order, once all packets
        -- were seen: then what was found the first time holds.
        local key = pinfo.number .. tvb:raw(offset, math.min(rest, 32))
        local found = talk.known[key]
        if not found then
            local side = side_of(talk, tvb, offset, pinfo)
            found = look(side, tvb, offset)
            talk.known[key] = found
            if found.size and found.size <= rest then
                advance(side, found)
            elseif truncated then
                side.next, side.count = "lost", nil
            end
        end
        role = found.role
        local size = found.size
        if not size or size > rest then
            if not truncated then
                pinfo.desegment_offset = offset
                pinfo.desegment_len = size and size - rest or DESEGMENT_ONE_MORE_SEGMENT
                break
            end
            size = rest
        end
        local text = present(found, tvb, offset, size, pinfo, root)
        if found.kind == "frame" and not found.fault then
            frames, frame_text = frames + 1, text
        else
            texts[#texts + 1] = text
        end
        offset = offset + size
    end
    if frames == 1 then texts[#texts + 1] = frame_text end
    if #texts > 0 or frames > 1 then
        local text = summary(texts, role, frames)
        if last_packet == pinfo.number then text = "; " .. text end
        pinfo.cols.info:set(text)
        pinfo.cols.info:fence()
        last_packet = pinfo.number
    end
    return tvb:len()
end

-- Four bytes tell the preamble from other protocols that begin with the same two letters.
madar:register_heuristic("tcp", function(tvb, pinfo, root)
    if tvb:len() < 4 or not is_preamble(tvb, 0) then return false end
    pinfo.conversation = madar
    madar.dissector(tvb, pinfo, root)
    return true
end)

local function listen(number)
    local table_of_ports = DissectorTable.get("tcp.port")
    if port then table_of_ports:remove(port, madar) end
    port = number
    table_of_ports:add(port, madar)
end

function madar.prefs_changed()
    if madar.prefs.port ~= port then listen(madar.prefs.port) end
end

listen(madar.prefs.port)
