namespace Reprise.Learning.Onnx;

/// <summary>How an exported model takes its rows.</summary>
public enum OnnxInputs
{
    /// <summary>One input of shape [N, 1] per column the model reads, named after it. Takes every model.</summary>
    Columns,

    /// <summary>One input <c>float_input</c> of shape [N, columns], the columns in the order of the model's inputs. Number columns only.</summary>
    Matrix,
}
