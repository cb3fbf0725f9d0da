using System.Net.Http.Headers;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Tables;

namespace TurkishMusic.Loop;

/// <summary>One prediction asked over HTTP, as any client would.</summary>
internal static class EmotionRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the features of a row and reads the answer.</summary>
    public static async Task<EmotionPrediction> SendAsync(Uri server, Table data, int row, CancellationToken cancellationToken)
    {
        var address = new Uri(server, "api/v1/predict");
        using var http = new HttpClient { Timeout = Patience };
        using var body = new ByteArrayContent(Features(data, row));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(address, body, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new RepriseException(ErrorCode.InvalidState, $"{address} answered {(int)response.StatusCode}: {text}");
        }

        using var answer = JsonDocument.Parse(text);
        return new EmotionPrediction(
            answer.RootElement.GetProperty("label").GetString()!,
            answer.RootElement.GetProperty("probabilities").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble(), StringComparer.Ordinal),
            answer.RootElement.GetProperty("model").GetProperty("version").GetInt32(),
            row,
            data[TurkishMusicDataset.Target].TextAt(row)!,
            address);
    }

    private static byte[] Features(Table data, int row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var column in data.Columns.Where(column => column.Name != TurkishMusicDataset.Target))
            {
                json.WriteNumber(column.Name, column.NumberAt(row));
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
