using System.Text;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>The columns of a request in signature order, with the column type the model reads each as. Immutable; made once per loaded model.</summary>
public sealed class InputSchema
{
    private readonly Dictionary<string, int> _index;
    private readonly byte[][] _utf8Names;

    /// <summary>The schema of a loaded model.</summary>
    public InputSchema(ModelSignature signature, IReadOnlyList<InputColumn> reads)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(reads);
        Fields = [.. signature.Inputs.Where(field => field.Name is not null)];
        _index = Fields.Select((field, at) => (field.Name, at)).ToDictionary(pair => pair.Name!, pair => pair.at, StringComparer.Ordinal);
        _utf8Names = [.. Fields.Select(field => Encoding.UTF8.GetBytes(field.Name!))];
        var types = reads.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        ColumnTypes = [.. Fields.Select(field => types.TryGetValue(field.Name!, out var type) ? type : field.Type.ToColumnType())];
    }

    /// <summary>The columns, all named.</summary>
    public IReadOnlyList<SignatureField> Fields { get; }

    /// <summary>Type of the table column for each field: the model's, where it reads the column.</summary>
    public IReadOnlyList<ColumnType> ColumnTypes { get; }

    /// <summary>Position of a column, or -1.</summary>
    public int IndexOf(string name) => _index.TryGetValue(name, out var at) ? at : -1;

    /// <summary>Position of a JSON property's column, or -1. Free of allocation when properties come in the order of the signature.</summary>
    internal int IndexOf(JsonProperty property, int expected) =>
        expected < _utf8Names.Length && property.NameEquals(_utf8Names[expected]) ? expected : IndexOf(property.Name);
}
