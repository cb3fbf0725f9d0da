using System.Data;
using Dapper;

namespace Reprise.Tracking.Database;

/// <summary>A list of any length as one parameter, in the form the database takes it.</summary>
internal sealed class SqlList(object value) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
