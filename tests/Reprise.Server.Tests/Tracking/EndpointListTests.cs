using System.Net;
using System.Text;

namespace Reprise.Server.Tests.Tracking;

/// <summary>Every endpoint MLflow has for classic machine learning is there, under both prefixes; those it has for language models answer as an older server's.</summary>
public sealed class EndpointListTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Offered =
        """
        POST /api/2.0/mlflow/experiments/search-datasets
        POST /api/2.0/mlflow/experiments/create
        POST /api/2.0/mlflow/experiments/delete
        POST /api/2.0/mlflow/experiments/delete-experiment-tag
        GET /api/2.0/mlflow/experiments/get
        GET /api/2.0/mlflow/experiments/get-by-name
        POST /api/2.0/mlflow/experiments/restore
        GET /api/2.0/mlflow/experiments/search
        POST /api/2.0/mlflow/experiments/search
        POST /api/2.0/mlflow/experiments/set-experiment-tag
        POST /api/2.0/mlflow/experiments/update
        POST /api/2.0/mlflow/runs/create
        POST /api/2.0/mlflow/runs/delete
        POST /api/2.0/mlflow/runs/delete-tag
        GET /api/2.0/mlflow/runs/get
        POST /api/2.0/mlflow/runs/log-batch
        POST /api/2.0/mlflow/runs/log-inputs
        POST /api/2.0/mlflow/runs/log-metric
        POST /api/2.0/mlflow/runs/log-model
        POST /api/2.0/mlflow/runs/log-parameter
        POST /api/2.0/mlflow/runs/outputs
        POST /api/2.0/mlflow/runs/restore
        POST /api/2.0/mlflow/runs/search
        POST /api/2.0/mlflow/runs/set-tag
        POST /api/2.0/mlflow/runs/update
        GET /api/2.0/mlflow/metrics/get-history
        GET /api/2.0/mlflow/metrics/get-history-bulk
        GET /api/2.0/mlflow/metrics/get-history-bulk-interval
        GET /api/2.0/mlflow/artifacts/list
        GET /get-artifact
        POST /ajax-api/2.0/mlflow/upload-artifact
        GET /api/2.0/mlflow-artifacts/artifacts
        DELETE /api/2.0/mlflow-artifacts/artifacts/a/b.txt
        GET /api/2.0/mlflow-artifacts/artifacts/a/b.txt
        PUT /api/2.0/mlflow-artifacts/artifacts/a/b.txt
        POST /api/2.0/mlflow-artifacts/mpu/abort/a/b.txt
        POST /api/2.0/mlflow-artifacts/mpu/complete/a/b.txt
        POST /api/2.0/mlflow-artifacts/mpu/create/a/b.txt
        GET /ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files
        POST /api/2.0/mlflow/logged-models
        POST /api/2.0/mlflow/logged-models/search
        DELETE /api/2.0/mlflow/logged-models/m-1
        GET /api/2.0/mlflow/logged-models/m-1
        PATCH /api/2.0/mlflow/logged-models/m-1
        GET /api/2.0/mlflow/logged-models/m-1/artifacts/directories
        POST /api/2.0/mlflow/logged-models/m-1/params
        PATCH /api/2.0/mlflow/logged-models/m-1/tags
        DELETE /api/2.0/mlflow/logged-models/m-1/tags/k
        DELETE /api/2.0/mlflow/registered-models/alias
        GET /api/2.0/mlflow/registered-models/alias
        POST /api/2.0/mlflow/registered-models/alias
        POST /api/2.0/mlflow/registered-models/create
        DELETE /api/2.0/mlflow/registered-models/delete
        DELETE /api/2.0/mlflow/registered-models/delete-tag
        GET /api/2.0/mlflow/registered-models/get
        GET /api/2.0/mlflow/registered-models/get-latest-versions
        POST /api/2.0/mlflow/registered-models/get-latest-versions
        POST /api/2.0/mlflow/registered-models/rename
        GET /api/2.0/mlflow/registered-models/search
        POST /api/2.0/mlflow/registered-models/set-tag
        PATCH /api/2.0/mlflow/registered-models/update
        POST /api/2.0/mlflow/model-versions/create
        DELETE /api/2.0/mlflow/model-versions/delete
        DELETE /api/2.0/mlflow/model-versions/delete-tag
        GET /api/2.0/mlflow/model-versions/get
        GET /api/2.0/mlflow/model-versions/get-download-uri
        GET /api/2.0/mlflow/model-versions/search
        POST /api/2.0/mlflow/model-versions/set-tag
        POST /api/2.0/mlflow/model-versions/transition-stage
        PATCH /api/2.0/mlflow/model-versions/update
        GET /model-versions/get-artifact
        GET /api/2.0/mlflow/webhooks
        POST /api/2.0/mlflow/webhooks
        DELETE /api/2.0/mlflow/webhooks/w
        GET /api/2.0/mlflow/webhooks/w
        PATCH /api/2.0/mlflow/webhooks/w
        POST /api/2.0/mlflow/webhooks/w/test
        GET /
        GET /health
        GET /version
        """;

    private const string OutOfScope =
        """
        GET /api/2.0/mlflow/get-trace-artifact
        POST /api/2.0/mlflow/traces
        POST /api/3.0/mlflow/traces/search
        POST /api/3.0/mlflow/traces/tr-1/assessments
        POST /api/3.0/mlflow/datasets/create
        GET /api/3.0/mlflow/scorers/list
        GET /api/2.0/mlflow/gateway-proxy
        POST /api/2.0/mlflow/runs/create-promptlab-run
        """;

    [Fact]
    public async Task EveryEndpoint_OfClassicLearning_IsMapped()
    {
        var missing = new List<string>();
        foreach (var (method, path) in Twins(Offered))
        {
            var (status, type) = await AskAsync(method, path);
            if (status == HttpStatusCode.MethodNotAllowed || (status == HttpStatusCode.NotFound && type == "text/html"))
            {
                missing.Add($"{method} {path}");
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Endpoints_OfLanguageModels_SayTheyAreNotOffered()
    {
        foreach (var (method, path) in Twins(OutOfScope))
        {
            Assert.Equal((HttpStatusCode.NotFound, "application/json"), await AskAsync(method, path));
        }
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Twins(string list)
    {
        foreach (var words in list.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ')))
        {
            yield return (new HttpMethod(words[0]), words[1]);
            if (words[1].StartsWith("/api/", StringComparison.Ordinal))
            {
                yield return (new HttpMethod(words[0]), "/ajax-" + words[1][1..]);
            }
        }
    }

    private async Task<(HttpStatusCode Status, string? Type)> AskAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using var response = await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType);
    }
}
