// Reads NAME.xml of every request that client code declares with the reader of data contracts, and writes what it has
// understood to NAME.read.xml. Prints what it cannot read.
using System;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using ServiceStack;

public static class ReadAnswers
{
    public static void Main(string[] arguments)
    {
        foreach (var type in typeof(ReadAnswers).Assembly.GetTypes())
        {
            var answer = type.GetInterfaces().FirstOrDefault(IsReturn);
            if (answer == null || type.IsGenericTypeDefinition) continue;
            foreach (var file in Directory.GetFiles(arguments[0], type.Name + ".*.xml")) Read(file, answer);
        }
    }

    static bool IsReturn(Type type)
    {
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReturn<>);
    }

    static void Read(string file, Type answer)
    {
        var serializer = new DataContractSerializer(answer.GetGenericArguments()[0]);
        try
        {
            object value;
            using (var input = File.OpenRead(file)) value = serializer.ReadObject(input);
            using (var output = File.Create(Path.ChangeExtension(file, "read"))) serializer.WriteObject(output, value);
        }
        catch (Exception error)
        {
            Console.WriteLine(Path.GetFileName(file) + ": " + error.Message);
        }
    }
}
