package io.emdia;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Measures files, bodies of methods and bodies of lambdas, in lines, with the JDK's own parser. */
final class SourceLengths extends TreeScanner<Void, CompilationUnitTree> {

    private final SourcePositions positions;
    private final List<Length> lengths = new ArrayList<>();

    private SourceLengths(SourcePositions positions) {
        this.positions = positions;
    }

    static List<Length> of(List<Source> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, sources);
        var scanner = new SourceLengths(Trees.instance(task).getSourcePositions());
        for (var unit : task.parse()) {
            var lines = (int) text(unit).lines().count();
            scanner.lengths.add(new Length(name(unit), 1, Kind.FILE, lines));
            scanner.scan(unit, unit);
        }
        return scanner.lengths;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
        if (method.getBody() != null) {
            measure(method.getBody(), Kind.METHOD, unit);
        }
        return super.visitMethod(method, unit);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, CompilationUnitTree unit) {
        measure(lambda.getBody(), Kind.LAMBDA, unit);
        return super.visitLambdaExpression(lambda, unit);
    }

    private void measure(Tree tree, Kind kind, CompilationUnitTree unit) {
        var lines = unit.getLineMap();
        var first = (int) lines.getLineNumber(positions.getStartPosition(unit, tree));
        var last = (int) lines.getLineNumber(positions.getEndPosition(unit, tree));
        lengths.add(new Length(name(unit), first, kind, last - first + 1));
    }

    private static String name(CompilationUnitTree unit) {
        return unit.getSourceFile().getName().substring(1); // below the root of the made-up URI
    }

    private static String text(CompilationUnitTree unit) throws IOException {
        return unit.getSourceFile().getCharContent(true).toString();
    }

    enum Kind {
        FILE,
        METHOD,
        LAMBDA
    }

    /** How long one thing is. */
    record Length(String file, int line, Kind kind, int lines) {

        @Override
        public String toString() {
            var what = kind.name().toLowerCase(Locale.ROOT);
            return "%s:%d: %s of %d lines".formatted(file, line, what, lines);
        }
    }

    /** A source in memory. */
    static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name), Kind.SOURCE);
            this.text = text;
        }

        static Source of(Path path) {
            return new Source(path.toString(), Product.text(path));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
