namespace Reprise.Learning.Preprocessing.Features;

/// <summary>The functions a <see cref="FunctionTransformer"/> can apply. A closed list, so that a saved model holds a name and no code.</summary>
public enum NamedFunction
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>log(1 + x), for x above −1.</summary>
    LogOnePlus,

    /// <summary>log x, for x above 0.</summary>
    Log,

    /// <summary>√x, for x of at least 0.</summary>
    SquareRoot,

    /// <summary>x².</summary>
    Square,

    /// <summary>1 / x, for x other than 0.</summary>
    Reciprocal,

    /// <summary>|x|.</summary>
    Absolute,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>sin x of an angle in radians, to 10⁸.</summary>
    Sin,

    /// <summary>cos x of an angle in radians, to 10⁸.</summary>
    Cos,
}
