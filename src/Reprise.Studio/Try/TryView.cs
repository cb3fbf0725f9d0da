using System.Text;
using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Search;

namespace Reprise.Studio.Try;

/// <summary>A column of the model's input as a field of the form.</summary>
internal sealed record TryField(int Index, SignatureField Column, string Value, string? Problem = null)
{
    /// <summary>Name and id of the field: positions, since a column may have any name.</summary>
    public string Id => $"x{Index}";

    public bool IsNumber => Column.Type is SignatureType.Double or SignatureType.Float or SignatureType.Long or SignatureType.Integer;

    public bool IsBoolean => Column.Type == SignatureType.Boolean;
}

/// <summary>What the model answered: classes with their probabilities, the likeliest first.</summary>
internal sealed record TryAnswer(string Label, IReadOnlyList<(string Class, double Probability)> Classes, TimeSpan Took);

/// <summary>What the page that tries a model shows.</summary>
internal sealed record TryView
{
    public required TryUrl Url { get; init; }

    public required RegisteredModel Model { get; init; }

    /// <summary>Aliases and the newest versions that can be tried instead.</summary>
    public required IReadOnlyList<TryUrl> Choices { get; init; }

    /// <summary>The model in memory; null when it cannot be loaded.</summary>
    public ServedModel? Served { get; init; }

    /// <summary>Why the model cannot be loaded, or why the last request as a whole was refused.</summary>
    public string? Problem { get; init; }

    public IReadOnlyList<TryField> Fields { get; init; } = [];

    public TryAnswer? Answer { get; init; }

    /// <summary>Rows of the model's example; 0 when it has none.</summary>
    public int ExampleRows => Served?.Model.InputExample?.RowCount ?? 0;

    /// <summary>Whether the form was sent and some field breaks a rule.</summary>
    public bool HasProblems => Problem is not null || Fields.Any(one => one.Problem is not null);

    /// <summary>Loads the model that the address names and fills the form from its example.</summary>
    public static async Task<TryView> LoadAsync(ITrackingClient tracking, ModelPool pool, TryUrl url, CancellationToken cancellationToken)
    {
        var model = await tracking.Registry.GetModelAsync(url.Name, cancellationToken).ConfigureAwait(false);
        var newest = await tracking.Registry
            .SearchVersionsAsync(new RegistryQuery { Filter = $"name = {FilterText.Quote(url.Name)}", OrderBy = ["version_number DESC"], MaxResults = 20 }, cancellationToken)
            .ConfigureAwait(false);
        var named = url.Uri is not null ? url
            : model.Aliases.Any(alias => alias.Alias == Models.VersionRow.LiveAlias) ? url with { Alias = Models.VersionRow.LiveAlias }
            : url with { Version = newest.Items.Count > 0 ? newest.Items[0].Version : null };
        var view = new TryView
        {
            Url = named,
            Model = model,
            Choices =
            [
                .. model.Aliases.Select(alias => new TryUrl { Name = url.Name, Alias = alias.Alias }),
                .. newest.Items.Select(version => new TryUrl { Name = url.Name, Version = version.Version }),
            ],
        };
        if (named.Uri is not { } uri)
        {
            return view with { Problem = "The model has no version to try yet. Register one first." };
        }

        try
        {
            var served = await pool.GetAsync(uri, cancellationToken).ConfigureAwait(false);
            return view with { Served = served, Fields = Fill(served, named.Row) };
        }
        catch (RepriseException problem)
        {
            return view with { Problem = problem.Message };
        }
    }

    /// <summary>Checks what the form holds and asks the model; what breaks a rule is said beside its field.</summary>
    public TryView Predict(IFormCollection form, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Served is null)
        {
            return this;
        }

        var fields = Fields.Select(field => field with { Value = field.IsNumber ? form[field.Id].ToString().Trim() : form[field.Id].ToString(), Problem = null }).ToList();
        var input = CsvBodyReader.Read(Csv(fields), Served.Schema, new InputLimits { MaxRows = 1 }, cancellationToken);
        if (input.Table is not { } table)
        {
            return this with
            {
                Fields = [.. fields.Select(field => field with { Problem = input.Problems.FirstOrDefault(problem => problem.Column == field.Column.Name)?.Message })],
                Problem = input.Problems.FirstOrDefault(problem => problem.Column is null)?.Message,
            };
        }

        var start = time.GetTimestamp();
        var answer = Served.Predict(table, cancellationToken);
        var took = time.GetElapsedTime(start);
        return this with
        {
            Fields = fields,
            Answer = new TryAnswer(
                answer.Labels[0],
                [.. answer.Classes.Select((name, at) => (name, answer.Probabilities.Row(0)[at])).OrderByDescending(pair => pair.Item2)],
                took),
        };
    }

    private static IReadOnlyList<TryField> Fill(ServedModel served, int row)
    {
        var example = row >= 0 && row < (served.Model.InputExample?.RowCount ?? 0) ? served.Model.InputExample : null;
        return
        [
            .. served.Schema.Fields.Select((column, at) =>
                new TryField(at, column, example is not null && example.TryGetColumn(column.Name!, out var values) ? Text(values, row) : "")),
        ];
    }

    private static string Text(Column values, int row) => values.TextAt(row) ?? "";

    // The reader of CSV requests knows every rule of the signature; a form is one row of it.
    private static byte[] Csv(IReadOnlyList<TryField> fields)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', fields.Select(field => Quote(field.Column.Name!))).Append('\n');
        text.AppendJoin(',', fields.Select(field => field.Value.Length == 0 ? "" : Quote(field.Value))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
