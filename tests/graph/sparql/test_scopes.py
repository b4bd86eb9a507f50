"""Where names hold is as the standard says: graphs, blank nodes, EXISTS, BASE and PREFIX."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from graph.sparql.evaluate import Query
from graph.sparql.rewriting.rewrite import is_plain, rewrite_query
from ontology.errors import QueryError, QueryRefused
from tests.graph.sparql.rows import rows_of

DATA = """
@prefix : <http://e/> .
:a :p :b . :b :p :c . :c :p :a, :d . :a :q :b, "x" . :d :r "end" .
:x1 :f 1 ; :g 10 . :x2 :f 2 . :x3 :f 3 ; :g 30 .
:g1 { :a :p :b . :a :k 1 . :b :k 2 . }
:g2 { :a :p :c . :a :k 1 . }
:g3 { :m :p :n . :n :q :o . :g3 :k 3 . :n :k :g3 . }
<http://e/h#> { :in :h :hash }
<http://e/h?> { :in :h :mark }
<http://e/\\u00e9> { :in :h :letter }
<http://e/k> { :in :h :base }
"""
P = "PREFIX : <http://e/> "


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), RdfFormat.TRIG)
    return store


def answers(store: Store, query: str) -> list[list[str]]:
    return rows_of(store, Query(query, graph_as="application/n-triples", base="http://z/sparql"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?g ?s { GRAPH ?g { SELECT * { ?s :q ?o } } }", [["g3", "n"]]),
        ("SELECT ?g ?s { GRAPH ?g { SELECT DISTINCT * { ?s :k 1 } } }", [["g1", "a"], ["g2", "a"]]),
        ("SELECT ?g { GRAPH ?g { ?a :p ?b { SELECT * { ?s :q ?o } } } }", [["g3"]]),
        ("SELECT ?s { VALUES ?g { :g1 } GRAPH ?g { { SELECT * { ?s :q ?o } } } }", []),
        (
            "ASK { VALUES ?g { :g1 } FILTER EXISTS { GRAPH ?g { SELECT * { ?s :q ?o } } } }",
            [["false"]],
        ),
        (
            "SELECT ?g ?s { VALUES ?g { :g1 :g3 } OPTIONAL { GRAPH ?g {{SELECT * {?s :q ?o}}} } }",
            [["g1", ""], ["g3", "n"]],
        ),
        (
            "SELECT ?g ?s { { GRAPH ?g { SELECT * { ?s :q ?o } } } UNION { BIND(1 AS ?g) } }",
            [["1", ""], ["g3", "n"]],
        ),
        (
            "CONSTRUCT { ?g :has ?s } { GRAPH ?g { SELECT * { ?s :q ?o } } }",
            [["<http://e/g3> <http://e/has> <http://e/n> ."]],
        ),
        ("SELECT ?g ?z { GRAPH ?g { SELECT * { ?s :q ?o } VALUES ?z { 5 } } }", [["g3", "5"]]),
        ("SELECT ?g ?s { GRAPH ?g { SELECT * { ?s :k ?g } } }", [["g3", "n"]]),
        (
            "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { { SELECT * { ?s :q ?o } } } } }",
            [[g, str(int(g == "g3"))] for g in sorted(("g1", "g2", "g3", "h#", "h?", "é", "k"))],
        ),
        ("SELECT ?g { GRAPH ?g { SELECT * { SELECT * { :n :q :o } } } }", [["g3"]]),
        ("SELECT ?s { GRAPH :g3 { SELECT * { ?s :q ?o } LIMIT 1 } }", [["n"]]),
        (
            "SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s :k ?g FILTER(0<?g&&?g>1) } } }",
            [["g1", "b"], ["g3", "g3"]],
        ),
        (
            "SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s :k $g FILTER(?g<2||2<$g&&$g>0) #?g\n } } }",
            [["g1", "a"], ["g2", "a"], ["g3", "g3"]],
        ),
    ],
)
def test_a_graph_reaches_into_a_sub_select(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert answers(store, P + query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { FILTER EXISTS { :a :p* ?y . ?y :r ?z } }", [["true"]]),
        ("ASK { FILTER EXISTS { :zz :p* ?y . ?y :r ?z } }", [["false"]]),
        ("SELECT ?s { ?s :f ?f FILTER EXISTS { ?s :f* ?y FILTER(?y = 1) } }", [["x1"]]),
        ("SELECT ?s { ?s :r ?v FILTER NOT EXISTS { ?x :q? ?y . ?y :nope ?x } }", [["d"]]),
        ("ASK { FILTER EXISTS { ?a :f ?b MINUS { ?a :g ?c } } }", [["true"]]),
        ("ASK { FILTER EXISTS { ?a :q ?b MINUS { ?a :p ?c } } }", [["false"]]),
        ("SELECT ?s { ?s :r ?v FILTER EXISTS { ?a :f ?b MINUS { ?a :g ?c } } }", [["d"]]),
        ("SELECT (EXISTS { :a :p* ?y . ?y :r ?z } AS ?e) {}", [["true"]]),
    ],
)
def test_a_name_inside_exists_alone_is_no_name_of_outside(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert answers(store, P + query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { :zz } FILTER EXISTS { ?x :p* ?y } }",
        "SELECT * { BIND(:zz AS ?x) FILTER EXISTS { ?x :p* ?y } }",
        "SELECT * { VALUES ?x { :zz } OPTIONAL { :a :q ?b FILTER EXISTS { ?x :p* ?y } } }",
        "SELECT (:zz AS ?x) (EXISTS { ?x :p* ?y } AS ?e) {}",
        "SELECT (EXISTS { ?x :p* ?y } AS ?e) {} VALUES ?x { :zz }",
        "SELECT ?x { ?s :f ?f } GROUP BY (:zz AS ?x) HAVING (EXISTS { ?x :p* ?y })",
        "SELECT * { VALUES ?x { :zz } FILTER EXISTS { :a :q ?b FILTER EXISTS { ?x :p* ?y } } }",
        "SELECT * { VALUES ?x { :zz } { :a :q ?b } FILTER EXISTS { { { ?x :p* ?y } } } }",
    ],
)
def test_a_path_of_no_step_from_a_name_of_outside_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused, match=r"no step from or to \?x inside EXISTS"):
        answers(store, P + query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT ?x { "x" :nope* _:s . ?x :q _:s }', [["a"]]),
        ("SELECT ?x { 30 :nope* _:o . ?x :g _:o }", [["x3"]]),
        ("SELECT (COUNT(*) AS ?n) { _:a.b (:p|:p) ?x . _:a_b :q ?y }", [["16"]]),
        ("SELECT (COUNT(*) AS ?n) { _:a-b (:p|:p) ?x . _:a_b :q ?y }", [["16"]]),
        ("SELECT (COUNT(*) AS ?n) { _:é (:p|:p) ?x . _:_e9_ :q ?y }", [["16"]]),
        (
            "SELECT (COUNT(*) AS ?n) { [] (:p|:p) ?x . _:__0 :q ?y . _:__1 :q ?z . _:__2 :q ?w }",
            [["64"]],
        ),
        ("SELECT (COUNT(*) AS ?n) { SELECT * { _:a (:f|:f) 1 } }", [["2"]]),
        ("SELECT ?s { ?s :f 1 FILTER EXISTS { SELECT * { _:a (:f|:f) 1 } } }", [["x1"]]),
        ("SELECT * { _:a (:f|:f) ?v . FILTER(?v = 1) } VALUES ?z { 5 }", [["1", "5"], ["1", "5"]]),
        ('SELECT (isBlank(BNODE("x")) AS ?b) { _:u (:f|:g) 1 }', [["true"]]),
        (
            "DESCRIBE * { _:b (:f|:f) 1 . ?x :f 2 }",
            [['<http://e/x2> <http://e/f> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .']],
        ),
        ('SELECT ?x { _:a :p ?x . FILTER(EXISTS {}) _:a :q "x" }', [["b"]]),
        ('SELECT ?x { _:a :p ?x . FILTER(true) _:a (:q|:q) "x" }', [["b"], ["b"]]),
    ],
)
def test_blank_nodes_are_told_apart(store: Store, query: str, expected: list[list[str]]) -> None:
    assert answers(store, P + query) == expected


@pytest.mark.parametrize(
    "query",
    [
        'ASK { _:a (:p|:p) ?x . { _:a :q "x" } }',
        'ASK { _:a (:p|:p) ?x . OPTIONAL { _:a :q "x" } }',
        'ASK { _:a (:p|:p) ?x . BIND(1 AS ?y) _:a :q "x" }',
        'ASK { _:a :p ?x . FILTER EXISTS {} { _:a :q "x" } }',
        'ASK { _:a (:p|:p) ?x . FILTER EXISTS { _:a :q "x" } }',
    ],
)
def test_a_blank_node_in_two_groups_is_an_error(store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        answers(store, P + query)


def test_a_star_over_blank_nodes_alone_is_refused(store: Store) -> None:
    with pytest.raises(QueryRefused, match="write a variable for one of the nodes"):
        answers(store, P + "SELECT * { _:a (:f|:f) 1 }")
    assert answers(store, P + "SELECT * { ?a (:f|:f) 1 }") == [["x1"], ["x1"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?o FROM <http://e/h#> { ?s :h ?o }", [["hash"]]),
        ("SELECT ?o FROM <http://e/h?> { ?s :h ?o }", [["mark"]]),
        ("SELECT ?o FROM <http://e/\\u00e9> { ?s :h ?o }", [["letter"]]),
        ("PREFIX y: <http://e/\\u00e9> SELECT ?o FROM y: { ?s :h ?o }", [["letter"]]),
        ("BASE <http://e/k#z> SELECT ?o FROM <> { ?s :h ?o }", [["base"]]),
        ("BASE <http://e/> PREFIX y: <> SELECT ?o FROM y:k { ?s :h ?o }", [["base"]]),
        (
            "BASE <http://e/> PREFIX y: <> BASE <http://w/> SELECT ?o FROM y:k {?s :h ?o}",
            [["base"]],
        ),
        ("BASE <http://e/x/y> SELECT ?o FROM NAMED <../k> { GRAPH ?g { ?s :h ?o } }", [["base"]]),
        ("BASE <http://e/> SELECT ?o FROM <k> FROM <h#> { ?s :h ?o }", [["base"], ["hash"]]),
    ],
)
def test_a_graph_is_named_as_any_iri_is(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert answers(store, P + query) == expected


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM y:k {}", "'y:' of a graph is not declared"),
        ("SELECT * FROM <http://e/ > {}", ""),
        ("SELECT * FROM 'x' {}", "no IRI"),
    ],
)
def test_a_graph_that_is_no_iri_is_an_error(store: Store, query: str, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        answers(store, P + query)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("SELECT * { ?s ?p ?o }", True),
        ("PREFIX x: <y:>select * { { SELECT\n*{ ?s ?p ?o } } }", True),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", True),
        ("PREFIX ex: <http://e/> SELECT ?x { :zz ex:select * ?x }", False),
        ("PREFIX ex: <http://e/> SELECT ?x { :zz ex:Select\n* ?x }", False),
        ("SELECT ?x { :zz <http://e/select >* ?x }", False),
    ],
)
def test_a_star_behind_a_name_is_a_path(query: str, *, plain: bool) -> None:
    assert is_plain(query) is plain


def test_a_path_whose_name_ends_like_a_keyword_may_have_no_step(store: Store) -> None:
    query = P + "PREFIX ex: <http://e/> SELECT ?x { :zz ex:select * ?x }"
    assert answers(store, query) == [["zz"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { :a !() ?x }", [["b"], ["b"], ["x"]]),
        ("SELECT (TRUE AS ?x) (False AS ?y) {}", [["true", "false"]]),
        ("SELECT ?x ?x { ?x :f 1 }", [["x1"]]),
        ("SELECT ?x { ?x :f 1 } LIMIT 99999999999999999999", [["x1"]]),
        ("SELECT ?x { ?x :f 1 } OFFSET 99999999999999999999", []),
        ("ASK { ?s :f ?f } HAVING (COUNT(*) > 2)", [["true"]]),
        ("ASK { ?s :f ?f } GROUP BY ?f HAVING (COUNT(*) > 1)", [["false"]]),
        ("ASK { ?s :f ?f } GROUP BY ?f LIMIT 0", [["false"]]),
        (
            "CONSTRUCT { :k :y ?f } { ?s :f ?f } GROUP BY ?f HAVING (?f = 2)",
            [['<http://e/k> <http://e/y> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .']],
        ),
        (
            "CONSTRUCT { :k :y ?n } {?s :r ?f} GROUP BY (STRLEN(STR(?f)) AS ?n) VALUES ?f {'end'}",
            [['<http://e/k> <http://e/y> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .']],
        ),
        (
            "DESCRIBE ?s { ?s :r ?f } GROUP BY ?s ORDER BY COUNT(?f)",
            [['<http://e/d> <http://e/r> "end" .']],
        ),
        ("SELECT (COUNT(*) AS ?n) (?n + 1 AS ?m) (?m * $n AS ?k) { ?s :f ?f }", [["3", "4", "12"]]),
        ("SELECT (COUNT(*) AS ?n) (?n / MAX(?f) AS ?m) { ?s :f ?f }", [["3", "1"]]),
        (
            "SELECT ?x (?x + COUNT(*) AS ?n) (?n AS ?m) {?s :f ?x} GROUP BY ?x ORDER BY ?x LIMIT 1",
            [["1", "2", "2"]],
        ),
        (
            "SELECT * {{ SELECT (COUNT(*) AS ?n) (IF(?n>2&&?n<5, True, False) AS ?m) {?s :f 1} }}",
            [["false", "1"]],
        ),
        (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?x { GRAPH :g3 { ?x :k ?y } }"
            " ORDER BY ?x <http://www.w3.org/2001/XMLSchema#integer>(?y) LIMIT 1",
            [["g3"]],
        ),
    ],
)
def test_what_the_engine_does_not_read_is_respelt(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert answers(store, P + query) == expected


@pytest.mark.parametrize(
    ("query", "said", "way", "expected"),
    [
        (
            "CONSTRUCT { :k :y ?s } { ?s :f ?f } GROUP BY ?f HAVING (?f > 2)",
            "CONSTRUCT with GROUP BY",
            "CONSTRUCT { :k :y ?s } { { SELECT (SAMPLE(?t) AS ?s) { ?t :f ?f } GROUP BY ?f"
            " HAVING (?f > 2) } }",
            [["<http://e/k> <http://e/y> <http://e/x3> ."]],
        ),
        (
            "DESCRIBE ?f { ?s :r ?f } GROUP BY STR(?f)",
            "DESCRIBE with GROUP BY",
            "DESCRIBE ?f { { SELECT (:d AS ?f) { ?s :r ?t } GROUP BY STR(?t) } }",
            [['<http://e/d> <http://e/r> "end" .']],
        ),
        (
            "SELECT (COUNT(*) AS ?n) (BOUND(?n) && ?n > 2 AS ?m) { ?s :f ?f }",
            "?n in another column",
            "SELECT ?n (BOUND(?n) && ?n > 2 AS ?m) { { SELECT (COUNT(*) AS ?n) { ?s :f ?f } } }",
            [["3", "true"]],
        ),
        (
            "SELECT (COUNT(*) + RAND() * 0 AS ?n) (?n + ?n AS ?m) { ?s :f ?f }",
            "?n in another column",
            "SELECT (?n + ?n AS ?m) { { SELECT (COUNT(*) AS ?n) { ?s :f ?f } } }",
            [["6"]],
        ),
        ("SELECT ?\\u0078 { ?x :f 1 }", "\\u0078 outside of", "SELECT ?x { ?x :f 1 }", [["x1"]]),
        ("ASK FROM :\\u006b { ?s :h ?o }", "\\u006b outside", "ASK FROM :k {?s :h ?o}", [["true"]]),
    ],
)
def test_what_is_legal_and_not_read_is_refused_by_name(
    store: Store, query: str, said: str, way: str, expected: list[list[str]]
) -> None:
    with pytest.raises(QueryRefused) as raised:
        answers(store, P + query)
    assert said in str(raised.value)
    assert answers(store, P + way) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE",
        "SELECT ?x ?x { ?x :f",
        "ASK { ?s True }",
        "SELECT (COUNT(*) AS ?n) (?k + 1 AS ?m) { ?s :f ?f }",
        "ASK { ?s ?p \\u005cU00000031 }",
        "ASK { ?s ?p \\U00110000 }",
        "SELECT * { ?s ?p ?o } GROUP BY ?s",
        "SELECT ?g { GRAPH ?g { SELECT * { ?s :q :o } GROUP BY ?s } }",
        "SELECT ?g { GRAPH ?g { SELECT * { ?s :q :o } HAVING (COUNT(*) > 0) } }",
    ],
)
def test_what_is_no_query_is_still_called_so(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as raised:
        answers(store, P + query)
    assert not isinstance(raised.value, QueryRefused)


def test_own_names_do_not_stay_in_place_of_those_of_the_query() -> None:
    text = "SELECT ?g { GRAPH ?g { SELECT ?s { ?s <x:k> ?g FILTER(0<?g&&?g>0) } } }"
    assert rewrite_query(text).text.count("_g") == 3
