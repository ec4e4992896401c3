using System.Collections.Generic;

namespace Azdo
{
    /// <summary>An operation of the REST reference with what it is given. <see cref="Operations"/> makes one of each;
    /// <see cref="Parameters.Set"/> sets any parameter by the reference's own name.</summary>
    public class Operation : Parameters
    {
        readonly (string Name, object? Value)[] given;
        readonly List<string> forced = new List<string>();

        /// <summary>By its name, in any case: <c>Report - Get</c>. What has no value is not given. A value may be text, a
        /// number, a bool, a word such as <see cref="BuildResult"/>, a <see cref="System.DateTimeOffset"/>, a
        /// <see cref="System.Guid"/>, or several of these; when it is used, any other is a
        /// <see cref="System.ArgumentException"/>.</summary>
        public Operation(string name, params (string Name, object? Value)[] given) => (Name, this.given) = (name, given);

        /// <summary>Its name in the reference.</summary>
        public string Name { get; }

        /// <summary>What it takes, JSON.</summary>
        public string? Body { get; set; }

        /// <summary>Another of the media types that it answers: <c>application/zip</c> for logs and artifacts.</summary>
        public string? Accept { get; set; }

        /// <summary>Another than the newest released api-version that the service has; it is sent as it is.</summary>
        public string? ApiVersion { get; set; }

        /// <summary>Sets a parameter that this version does not know, or whose value it would refuse: it is sent as it
        /// is.</summary>
        public void Force(string name, string value)
        {
            Set(name, value);
            forced.Add(name);
        }

        private protected override NamedValues Typed
        {
            get
            {
                var values = new NamedValues();
                foreach (var (name, value) in given)
                    values.Add(name, value);
                values.Add("accept", Accept);
                values.Add("api-version", ApiVersion);
                values.Add("force", forced.Count == 0 ? null : forced);
                return values;
            }
        }
    }

    /// <summary>One that reads a list.</summary>
    public sealed class ListOperation : Operation
    {
        /// <summary>By its name, in any case: <c>Definitions - List</c>.</summary>
        public ListOperation(string name, params (string Name, object? Value)[] given) : base(name, given) { }
    }
}
