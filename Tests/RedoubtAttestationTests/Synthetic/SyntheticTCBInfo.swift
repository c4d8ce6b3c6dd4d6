/// TCB info of the tests' own, of version 3.
struct SyntheticTCBInfo {
    /// One level: what all components must be, and what is said of it.
    struct Level {
        var components = [Int](repeating: 10, count: 16)
        var provisioning = 13
        var module = [Int](repeating: 0, count: 16)
        var status = "UpToDate"
        var date = "2024-03-13T00:00:00Z"
        var advisories: [String] = []
    }

    /// The identity of a version of the TDX module: ISVSVN and status of each level.
    struct Module {
        var id = "TDX_01"
        var levels: [(version: Int, status: String)] = [(5, "UpToDate")]
        var signer = String(repeating: "0", count: 96)
    }

    var levels = [Level()]
    var modules = [Module()]
    var platform = "00A06711bcde"
    var provisioningID = "0000"
    var issueDate = "2020-01-01T00:00:00Z"
    var nextUpdate = "2040-01-01T00:00:00Z"
    /// Members beside the known ones.
    var more = ""
    /// The signer of the module without a version.
    var moduleSigner = String(repeating: "0", count: 96)

    func json(isTDX: Bool) -> String {
        let attributes = #""attributes":"0000000000000000","attributesMask":"FFFFFFFFFFFFFFFF""#
        let modules = modules.map { module in
            let levels = module.levels.map {
                #"{"tcb":{"isvsvn":\#($0.version)},"tcbDate":"2023-08-09T00:00:00Z","#
                    + #""tcbStatus":"\#($0.status)"}"#
            }
            return #"{"id":"\#(module.id)","mrsigner":"\#(module.signer)",\#(attributes),"#
                + #""tcbLevels":[\#(levels.joined(separator: ","))]}"#
        }
        let tdx =
            #""tdxModule":{"mrsigner":"\#(moduleSigner)",\#(attributes)},"#
            + #""tdxModuleIdentities":[\#(modules.joined(separator: ","))],"#
        return #"{"id":"\#(isTDX ? "TDX" : "SGX")","version":3,"issueDate":"\#(issueDate)","#
            + #""nextUpdate":"\#(nextUpdate)","fmspc":"\#(platform)","pceId":"\#(provisioningID)","#
            + #""tcbType":0,"tcbEvaluationDataNumber":17,\#(isTDX ? tdx : "")\#(more)"tcbLevels":["#
            + levels.map { Self.json($0, isTDX) }.joined(separator: ",") + "]}"
    }

    private static func json(_ level: Level, _ isTDX: Bool) -> String {
        func components(_ values: [Int]) -> String {
            "[" + values.map { #"{"svn":\#($0)}"# }.joined(separator: ",") + "]"
        }
        let module = isTDX ? #","tdxtcbcomponents":\#(components(level.module))"# : ""
        let advisories = level.advisories.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"tcb":{"sgxtcbcomponents":\#(components(level.components)),"#
            + #""pcesvn":\#(level.provisioning)\#(module)},"tcbDate":"\#(level.date)","#
            + #""tcbStatus":"\#(level.status)","advisoryIDs":[\#(advisories)]}"#
    }
}

/// The identity of a quoting enclave of the tests' own.
struct SyntheticIdentity {
    var levels: [(version: Int, status: String)] = [(8, "UpToDate")]
    var nextUpdate = "2040-01-01T00:00:00Z"
    var advisories: [String] = []

    func json(isTDX: Bool) -> String {
        let list = advisories.map { "\"\($0)\"" }.joined(separator: ",")
        let levels = levels.map {
            #"{"tcb":{"isvsvn":\#($0.version)},"tcbDate":"2023-08-09T00:00:00Z","#
                + #""tcbStatus":"\#($0.status)","advisoryIDs":[\#(list)]}"#
        }
        let zeros = String(repeating: "0", count: 32)
        return #"{"id":"\#(isTDX ? "TD_QE" : "QE")","version":2,"#
            + #""issueDate":"2020-01-01T00:00:00Z","nextUpdate":"\#(nextUpdate)","#
            + #""tcbEvaluationDataNumber":17,"miscselect":"00000000","miscselectMask":"FFFFFFFF","#
            + #""attributes":"\#(zeros)","attributesMask":"\#(zeros)","#
            + #""mrsigner":"\#(String(repeating: "8C", count: 32))","isvprodid":1,"#
            + #""tcbLevels":[\#(levels.joined(separator: ","))]}"#
    }
}
