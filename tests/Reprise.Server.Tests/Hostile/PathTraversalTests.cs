using System.Globalization;
using System.Text;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Paths that lead out of where they belong, in every place that takes a path, byte for byte as an attacker sends them.</summary>
[Trait("Culture", "none")]
public sealed class PathTraversalTests(HostileServer bait)
{
    // As they stand in the request line, so most arrive decoded once.
    private static readonly string[] Paths =
    [
        "//etc/passwd", "///etc/passwd", "%2fetc%2fpasswd", "%252fetc%252fpasswd", "a//b", "a%2f%2fb",
        "%2e%2e%2fsecret.txt", "..%2f..%2fsecret.txt", "%2e%2e%2f%2e%2e%2fsecret.txt", "..%2f", "%20../secret.txt", "..%20/secret.txt",
        "%252e%252e%252fsecret.txt", "%25252e%25252e%25252fsecret.txt", "..%252f..%252fmlflow.db",
        "..%5c..%5csecret.txt", "..%255csecret.txt", "a%5c..%5c..%5csecret.txt", "%5c%5chost%5cshare%5cfile", "C:%5cWindows%5cwin.ini",
        "file:///etc/passwd", "file:%2f%2f%2fetc%2fpasswd", "http://127.0.0.1/x",
        "..;/secret.txt", "a/..;/..;/secret.txt", "..%3b/secret.txt", "..;x=1/secret.txt",
        "notes.txt%00", "notes.txt%00.png", "%00", "a%00/../secret.txt", "a%0d%0ab", "a%0ab", "a%7fb", "notes.txt%23x",
        ".reprise-tmp-staging/x", ".reprise-tmp-x", "%2ereprise-tmp-x",
    ];

    // Where the path begins at the root of the store or stands in a query: in the middle of a request's path these are parts of another path.
    private static readonly string[] Roots = ["/etc/passwd", "C:/Windows/win.ini", "c%3a/x", "file:/etc/passwd", "file:x", "s3:/bucket/x"];

    // In a query only: the web server resolves dots of a request's path before anybody sees them.
    private static readonly string[] Dots =
    [
        "..", ".", "./.", "a/..", "../secret.txt", "../../secret.txt", "a/../../../secret.txt", "../../../../../../../../etc/passwd",
        "%2e%2e/secret.txt", ".%2e/secret.txt", "%2E%2E/%2E%2E/secret.txt", "mlflow-artifacts:/../mlflow.db",
    ];

    // Below the run's files.
    private static readonly string[] Links = ["way-out/secret.txt", "file-out", "way-out", "way-out/new.txt", "way-out/a/b.txt"];

    // Odd names that lead nowhere: they may be kept, as names.
    private static readonly string[] Odd = ["%c0%ae%c0%ae/x.txt", "%e0%80%ae%e0%80%ae/x.txt", "..%ef%bc%8fx.txt", "...", "a..b", "x;y", "~", "$HOME", "%25zz", "nul"];

    public static TheoryData<string, string> Places => new()
    {
        { "GET", "/api/2.0/mlflow-artifacts/artifacts/{path}" },
        { "PUT", "/api/2.0/mlflow-artifacts/artifacts/{path}" },
        { "DELETE", "/api/2.0/mlflow-artifacts/artifacts/{path}" },
        { "GET", "/ajax-api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/{path}" },
        { "PUT", "/ajax-api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/{path}" },
        { "GET", "/api/2.0/mlflow-artifacts/artifacts?path={path}" },
        { "GET", "/api/2.0/mlflow/artifacts/list?run_id={run}&path={path}" },
        { "GET", "/get-artifact?run_id={run}&path={path}" },
        { "POST", "/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path={path}" },
        { "GET", "/model-versions/get-artifact?name=bait&version=1&path={path}" },
        { "GET", "/ajax-api/2.0/mlflow/logged-models/{model}/artifacts/files?artifact_file_path={path}" },
        { "GET", "/api/2.0/mlflow/logged-models/{model}/artifacts/directories?artifact_directory_path={path}" },
        { "GET", "/runs/{run}/file?path={path}" },
        { "GET", "/runs/{run}?tab=artifacts&path={path}" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Path_ThatLeadsOut_IsRefusedAndTouchesNothing(string method, string place)
    {
        var wrong = new StringBuilder();
        var inQuery = place.Contains('?', StringComparison.Ordinal);
        var ofRun = place.Contains("{run}", StringComparison.Ordinal);
        IEnumerable<string> refused = [.. Paths, .. inQuery ? [.. Roots, .. Dots] : ofRun ? [] : Roots, .. ofRun ? Links : []];
        foreach (var (path, isOdd) in refused.Select(path => (path, false)).Concat(Odd.Select(path => (path, true))))
        {
            var target = place.Replace("{run}", bait.RunId, StringComparison.Ordinal).Replace("{model}", bait.ModelId, StringComparison.Ordinal)
                .Replace("{path}", path, StringComparison.Ordinal);
            var (status, body) = await RawHttp.SendAsync(bait.Server.Address, method, target, body: method is "PUT" or "POST" ? "owned" : "");
            var leaks = body.Contains("the secret", StringComparison.Ordinal) || body.Contains("root:x:", StringComparison.Ordinal);
            if (leaks || (isOdd ? status is not (200 or 400 or 404) : !IsRefusal(method, status, body)))
            {
                wrong.Append(CultureInfo.InvariantCulture, $"\n{method} {target} -> {status} {body[..Math.Min(body.Length, 160)]}");
            }
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
        bait.AssertUntouched();
    }

    // A listing of a folder that is not there is empty, not an error: the protocol has it so.
    private static bool IsRefusal(string method, int status, string body) =>
        status is 400 or 403 or 404 || (method == "GET" && status == 200 && !body.Contains("\"path\"", StringComparison.Ordinal) && body.Length < 200);
}
