using System.Text.RegularExpressions;

namespace Reprise.Studio.Tests.Hosting;

/// <summary>Somebody without scripts: opens a page, sends its forms, follows where they lead.</summary>
internal sealed partial class FormClient : IDisposable
{
    private readonly HttpClient _http;
    private string _token = "";

    private FormClient(Uri address) => _http = new HttpClient { BaseAddress = address };

    public static async Task<FormClient> OpenAsync(Uri address, string page)
    {
        var client = new FormClient(address);
        client._token = Token().Match(await client.GetAsync(page)).Groups[1].Value;
        return client;
    }

    public Task<string> GetAsync(string page) => _http.GetStringAsync(page, TestContext.Current.CancellationToken);

    public async Task<(string Path, string Authority, string Html)> PostAsync(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(new("__RequestVerificationToken", _token)));
        using var answer = await _http.PostAsync(action, form, TestContext.Current.CancellationToken);
        var end = answer.RequestMessage!.RequestUri!;
        return (end.PathAndQuery, end.Authority, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
