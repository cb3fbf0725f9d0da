namespace Reprise.Server.Tests.Tracking;

public sealed class RequestReaderTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Theory]
    [InlineData("""{"experiment_id":0}""")]
    [InlineData("""{"experiment_id":"0","unknown":{"deep":[1,2]}}""")]
    [InlineData("""{"experiment_id":"0","unknown":[null]}""")]
    [InlineData("""{"start_time":"1234"}""")]
    [InlineData("""{"start_time":1234.0,"run_name":null,"tags":null}""")]
    [InlineData("\"{\\\"experiment_id\\\":\\\"0\\\"}\"")]
    public async Task Body_Tolerated_IsUnderstood(string body)
    {
        var (status, answer) = await _server.PostAsync("runs/create", body);

        Assert.Equal(200, status);
        Assert.Equal("0", (string?)answer["run"]!["info"]!["experiment_id"]);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1,2]")]
    [InlineData("5")]
    [InlineData("""{"name":""")]
    [InlineData("\"not json either\"")]
    [InlineData("\"never ended")]
    [InlineData("\"\\ud800\"")]
    public async Task Body_NotAnObject_CountsAsOneWithoutFields(string body)
    {
        var (status, answer) = await _server.PostAsync("experiments/create", body);

        Assert.Equal(400, status);
        Assert.Equal(
            "Missing value for required parameter 'name'. See the API docs for more information about request parameters.", (string?)answer["message"]);
    }

    [Theory]
    [InlineData("experiments/create", "{\"name\":\"\\ud800\"}", "\"\\ud800\"", "name", "str")]
    [InlineData("experiments/create", """{"name":true}""", "true", "name", "bool")]
    [InlineData("experiments/create", """{"name":1.5}""", "1.5", "name", "float")]
    [InlineData("experiments/create", """{"name":["a", "b"]}""", """["a","b"]""", "name", "list")]
    [InlineData("experiments/create", """{"name":"x","tags":"t"}""", "\"t\"", "tags", "str")]
    [InlineData("experiments/create", """{"name":"x","tags":[{"key":"k","value":{"a": 1}}]}""", """{"a":1}""", "tags[0].value", "dict")]
    [InlineData("runs/log-batch", """{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1},{"key":"a","value":1,"timestamp":"x"}]}""", "\"x\"", "metrics[1].timestamp", "str")]
    [InlineData("runs/log-metric", """{"run_id":"r","key":"m","value":1,"timestamp":1.5}""", "1.5", "timestamp", "float")]
    [InlineData("runs/search", """{"experiment_ids":["0",{}]}""", "{}", "experiment_ids", "dict")]
    [InlineData("runs/search", """{"experiment_ids":"0"}""", "\"0\"", "experiment_ids", "str")]
    [InlineData("runs/log-batch", """{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1},"b"]}""", "\"b\"", "metrics[1]", "str")]
    [InlineData("runs/search", """{"experiment_ids":[null]}""", "null", "experiment_ids", "NoneType")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"order_by":[null]}""", "null", "order_by[0]", "NoneType")]
    [InlineData("runs/log-batch", """{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1},null]}""", "null", "metrics[1]", "NoneType")]
    [InlineData("runs/log-batch", """{"run_id":"r","params":[null]}""", "null", "params[0]", "NoneType")]
    [InlineData("runs/log-inputs", """{"run_id":"r","datasets":[null]}""", "null", "datasets[0]", "NoneType")]
    [InlineData("runs/log-inputs", """{"run_id":"r","datasets":[{"tags":[null],"dataset":{"name":"n"}}]}""", "null", "datasets[0].tags[0]", "NoneType")]
    [InlineData("runs/outputs", """{"run_id":"r","models":[null]}""", "null", "models[0]", "NoneType")]
    [InlineData("runs/create", """{"experiment_id":"0","tags":[null]}""", "null", "tags[0]", "NoneType")]
    [InlineData("experiments/create", """{"name":"nulls","tags":[null]}""", "null", "tags[0]", "NoneType")]
    [InlineData("registered-models/create", """{"name":"nulls","tags":[null]}""", "null", "tags[0]", "NoneType")]
    [InlineData("runs/search", """{"run_view_type":"SOME"}""", "\"SOME\"", "run_view_type", "str")]
    [InlineData("runs/search", """{"max_results":99999999999}""", "99999999999", "max_results", "int")]
    public async Task Body_WrongType_IsNamedWithPlaceValueAndType(string path, string body, string value, string parameter, string type)
    {
        var (status, answer) = await _server.PostAsync(path, body);

        Assert.Equal(400, status);
        Assert.Equal(
            $"Invalid value {value} for parameter '{parameter}' supplied:  Hint: Value was of type '{type}'. See the API docs for more information about request parameters.",
            (string?)answer["message"]);
    }

    [Theory]
    [InlineData("""{"key":"m","value":1,"timestamp":1}""", "run_id")]
    [InlineData("""{"run_id":"r","value":1,"timestamp":1}""", "key")]
    [InlineData("""{"run_id":"r","key":"m","timestamp":1}""", "value")]
    [InlineData("""{"run_id":"r","key":"m","value":1}""", "timestamp")]
    public async Task Field_Missing_IsNamed(string body, string parameter)
    {
        var (status, answer) = await _server.PostAsync("runs/log-metric", body);

        Assert.Equal(400, status);
        Assert.StartsWith($"Missing value for required parameter '{parameter}'.", (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"metrics":[{"key":"a","value":1,"timestamp":1},{"key":"b","value":1}]}""", "metrics[1].timestamp")]
    [InlineData("""{"params":[{"value":"1"}]}""", "params[0].key")]
    [InlineData("""{"tags":[{"key":"a"},{"key":""}]}""", "tags[1].key")]
    public async Task FieldOfAnItem_Missing_IsNamedWithItsPlace(string items, string parameter)
    {
        var run = await _server.CreateRunAsync();

        var (status, answer) = await _server.PostAsync("runs/log-batch", items.Insert(1, $"\"run_id\":\"{run}\","));

        Assert.Equal(400, status);
        Assert.StartsWith($"Missing value for required parameter '{parameter}'.", (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "Bad Request. Content-Type must be one of ['application/json'].")]
    [InlineData("application/jsonx", "Bad Request. Content-Type must be one of ['application/json'].")]
    [InlineData(null, "Bad Request. Content-Type header is missing.")]
    public async Task Post_OtherContentType_IsRefused(string? type, string message)
    {
        var (status, answer) = await _server.PostAsync("experiments/create", """{"name":"x"}""", type);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE", message), (status, (string?)answer["error_code"], (string?)answer["message"]));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task Post_ContentTypeWithParameters_IsRead(string type)
    {
        var (status, _) = await _server.PostAsync("experiments/search", """{"max_results":1}""", type);

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Query_RepeatedKeysAndBooleans_AreRead()
    {
        await _server.PostAsync("registered-models/create", """{"name":"b"}""");
        await _server.PostAsync("registered-models/create", """{"name":"a"}""");

        var (status, answer) = await _server.GetAsync("registered-models/search?max_results=1&order_by=last_updated_timestamp%20DESC&order_by=name%20ASC&unknown=1");

        Assert.Equal(200, status);
        Assert.Equal("a", (string?)answer["registered_models"]![0]!["name"]);
    }

    [Fact]
    public async Task Query_OldNameOfTheRun_IsRead()
    {
        var run = await _server.CreateRunAsync();

        var (status, answer) = await _server.GetAsync($"runs/get?run_uuid={run}");

        Assert.Equal((200, run), (status, (string?)answer["run"]!["info"]!["run_id"]));
    }

    [Fact]
    public async Task Route_OfMlflowsPages_AnswersTheSame()
    {
        var api = await _server.Http.GetStringAsync("/api/2.0/mlflow/experiments/get?experiment_id=0", TestContext.Current.CancellationToken);
        var ajax = await _server.Http.GetStringAsync("/ajax-api/2.0/mlflow/experiments/get?experiment_id=0", TestContext.Current.CancellationToken);

        Assert.Equal(api, ajax);
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/traces?experiment_ids=0")]
    [InlineData("/api/3.0/mlflow/traces/search")]
    public async Task Route_OfLanguageModels_IsNotOfferedInJson(string path)
    {
        using var response = await _server.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("ENDPOINT_NOT_FOUND", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
